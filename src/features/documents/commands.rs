//! Writing down a file that was taken in.

use uuid::Uuid;

use super::model::{Document, LIMIT, Unfit, clean_name, kind};
use crate::{
    server::{
        context::Act,
        database::Tx,
        storage::{PutError, Storage, Stored},
    },
    shared::{error::AppError, locale::Locale},
    t,
};

/// A file that may be attached: its bytes are in the store, no row says so yet.
#[derive(Clone, Debug)]
pub struct Taken {
    pub stored: Stored,
    pub name: String,
    pub media_type: &'static str,
}

/// Looks at a file that came under this name; one that is not taken is removed again.
///
/// # Errors
/// What is wrong with it, in the reader's language.
pub async fn look(storage: &Storage, name: &str, stored: Stored, locale: Locale) -> Result<Taken, String> {
    let name = clean_name(name);
    match kind(&name, &stored.head) {
        Ok(media_type) => Ok(Taken { stored, name, media_type }),
        Err(unfit) => {
            drop_file(storage, stored.id).await;
            Err(match unfit {
                Unfit::Ending => t::documents::kind(locale, name),
                Unfit::Content => t::documents::content(locale, name),
                Unfit::Encrypted => t::documents::encrypted(locale, name),
                Unfit::Empty => t::documents::empty(locale, name),
            })
        }
    }
}

/// What to say of a file that could not be taken in.
///
/// # Errors
/// [`AppError::Unavailable`] when the store is at fault.
pub fn put_error(error: PutError, name: &str, locale: Locale) -> Result<String, AppError> {
    match error {
        PutError::Broken => Ok(t::documents::cut_off(locale).to_owned()),
        PutError::TooLarge(_) => Ok(t::documents::too_large(locale, clean_name(name), (LIMIT / 1024 / 1024) as i64)),
        PutError::Store(error) => {
            tracing::error!(%error, "a file cannot be stored");
            Err(AppError::Unavailable)
        }
    }
}

/// Removes a file that got no row. When that fails, the sweep does it in time.
pub async fn drop_file(storage: &Storage, id: Uuid) {
    if let Err(error) = storage.delete(id).await {
        tracing::warn!(%error, %id, "a file that nobody knows stays for now");
    }
}

/// Writes the row of a file. The record that it belongs to links to it in the same transaction.
///
/// # Errors
/// Only what the database says.
pub async fn write(tx: &mut Tx<'_>, act: &Act, taken: &Taken) -> Result<Document, AppError> {
    let document = Document {
        id: taken.stored.id,
        name: taken.name.clone(),
        media_type: taken.media_type.to_owned(),
        size: taken.stored.size.cast_signed(),
        sha256: taken.stored.sha256.to_vec(),
    };
    sqlx::query!(
        "insert into documents (id, name, media_type, size, sha256, uploaded_at, uploaded_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        document.id,
        document.name,
        document.media_type,
        document.size,
        document.sha256,
        act.at,
        act.actor.person.0,
    )
    .execute(&mut **tx)
    .await?;
    Ok(document)
}

/// Forgets a file that no record needs; its bytes are swept away.
///
/// # Errors
/// Only what the database says.
pub async fn forget(tx: &mut Tx<'_>, id: Uuid) -> Result<(), AppError> {
    sqlx::query!("delete from documents where id = $1", id).execute(&mut **tx).await?;
    Ok(())
}
