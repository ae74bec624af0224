//! Attachments of reports, in and out.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    Extension, Json,
    extract::{
        Multipart, Path, Query,
        multipart::{Field, MultipartError},
    },
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    commands::{attach, save_draft::save_draft, writing::Which},
    inputs::ReportForm,
    model::ATTACHMENTS,
    queries::documents::readable,
};
use crate::{
    features::documents::{
        commands::{Taken, drop_file, look, put_error},
        http::hand_out,
        model::LIMIT,
    },
    server::{
        context::{Act, RequestContext},
        http::{forms::Returned, pages, route::Route},
    },
    shared::error::{AppError, FieldError},
    t,
};

/// The fields of the form, in bytes: they are held in memory.
const FIELDS: usize = 1024 * 1024;
/// All that a report may bring at once. What goes beyond is not read to its end, so the browser sees no answer.
const REQUEST: usize = ATTACHMENTS * LIMIT as usize + 2 * FIELDS;
/// Ten minutes carry the largest file over 1.5 Mbit/s.
const TIME: Duration = Duration::from_mins(10);

/// The plain routes of reports.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post("/tasks/{number}/report/files", upload).up_to(REQUEST).within(TIME),
        Route::get("/tasks/{number}/reports/files/{document}", download),
    ]
}

/// Which report: the first day of its period.
#[derive(Deserialize)]
struct Of {
    #[serde(default)]
    period: String,
}

type Fields = BTreeMap<String, Vec<String>>;

/// Takes files for a report: from the script, which wants to know at once, or with the whole form, whose text is then kept
/// as a draft before the page is shown again.
async fn upload(
    Extension(context): Extension<RequestContext>,
    Path(number): Path<String>,
    Query(of): Query<Of>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let mut fields = Fields::new();
    let page = format!("/tasks/{number}/report?period={}", of.period);
    let which = Which { number, period: of.period, version: 0 };
    let taken = take(&context, &which, form, &mut fields).await;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let script = !accept.contains("text/html");
    match taken {
        Ok(()) if script => Json(()).into_response(),
        Ok(()) => Redirect::to(&format!("{page}#files")).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            if script {
                return (status, Json(error)).into_response();
            }
            let uri: Uri = page.parse().unwrap_or_else(|_| Uri::from_static("/"));
            let returned = Returned::new("reports/files", fields, error);
            pages::render(RequestContext { uri: page, ..context }, &uri, Some(returned), None, Some(status)).await
        }
    }
}

async fn take(context: &RequestContext, which: &Which, form: Multipart, fields: &mut Fields) -> Result<(), AppError> {
    let act = context.act()?;
    let db = &context.app.db;
    if let Err(refused) = attach::can_attach(db, &act, which).await {
        // Read all the same: the answer arrives, with what was typed. Not for who has no business here.
        if refused != AppError::NotFound
            && let Ok(files) = read(context, form, fields).await
        {
            drop_all(context, &files).await;
        }
        return Err(refused);
    }
    let files = read(context, form, fields).await?;
    let kept = keep(context, &act, which, fields, &files).await;
    // When the database broke off, a row may have been written: then the sweep decides.
    if kept.as_ref().is_err_and(|error| !matches!(error, AppError::Unavailable | AppError::Internal)) {
        drop_all(context, &files).await;
    }
    kept
}

/// The draft first: a text that cannot be kept comes back with its faults, and nothing is attached.
async fn keep(
    context: &RequestContext,
    act: &Act,
    which: &Which,
    fields: &Fields,
    files: &[Taken],
) -> Result<(), AppError> {
    let db = &context.app.db;
    if let Some(version) = fields.get("version").and_then(|values| values.first()) {
        let version = version.parse().map_err(|_| AppError::Conflict)?;
        save_draft(db, act, &Which { version, ..which.clone() }, &ReportForm::typed(fields)).await?;
    }
    if files.is_empty() {
        return Err(AppError::field("files", t::documents::none_chosen(act.locale)));
    }
    for spare in attach::attach(db, act, which, files).await? {
        drop_file(&context.app.storage, spare).await;
    }
    Ok(())
}

/// Reads the request to its end, so that the answer arrives whatever is wrong with it. The files are in the store
/// afterwards, or all of them are gone.
async fn read(context: &RequestContext, mut form: Multipart, fields: &mut Fields) -> Result<Vec<Taken>, AppError> {
    let (mut files, mut faults, mut room) = (Vec::new(), Vec::new(), FIELDS);
    let outcome = loop {
        let mut field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break Ok(()),
            Err(_) => break Err(AppError::field("files", t::documents::cut_off(context.locale))),
        };
        let name = field.name().unwrap_or_default().to_owned();
        if name != "files[]" {
            // A name costs room too, with what keeps it.
            room = room.saturating_sub(name.len() + 64);
            match text(&mut field, &mut room).await {
                Ok(_) if room == 0 => {}
                Ok(value) => fields.entry(name).or_default().push(value),
                Err(_) => break Err(AppError::field("files", t::documents::cut_off(context.locale))),
            }
            continue;
        }
        // An empty field for files sends one without a name.
        if field.file_name().is_none_or(str::is_empty) {
            continue;
        }
        if files.len() >= ATTACHMENTS {
            while let Ok(Some(_)) = field.chunk().await {}
            faults = vec![FieldError::new("files", t::documents::too_many(context.locale, ATTACHMENTS as i64))];
            continue;
        }
        match take_in(context, field).await {
            Ok(Ok(taken)) => files.push(taken),
            Ok(Err(fault)) => faults.push(FieldError::new("files", fault)),
            Err(error) => break Err(error),
        }
    };
    let outcome = match outcome {
        Ok(()) if room == 0 => Err(AppError::Refused(t::errors::form_too_large(context.locale).to_owned())),
        Ok(()) if !faults.is_empty() => Err(AppError::Fields(faults)),
        outcome => outcome,
    };
    if outcome.is_err() {
        drop_all(context, &files).await;
    }
    outcome.map(|()| files)
}

/// The text of a field, as far as there is `room` in memory. No form of ours comes near the end of it.
async fn text(field: &mut Field<'_>, room: &mut usize) -> Result<String, MultipartError> {
    let mut text = Vec::new();
    while let Some(piece) = field.chunk().await? {
        let fits = piece.len().min(*room);
        text.extend_from_slice(&piece[..fits]);
        *room -= fits;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// One file: in the store, or what is wrong with it.
async fn take_in(context: &RequestContext, mut field: Field<'_>) -> Result<Result<Taken, String>, AppError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let storage = &context.app.storage;
    match storage.put(&mut field, LIMIT).await {
        Ok(stored) => Ok(look(storage, &name, stored, context.locale).await),
        Err(error) => {
            while let Ok(Some(_)) = field.chunk().await {}
            put_error(error, &name, context.locale).map(Err)
        }
    }
}

async fn drop_all(context: &RequestContext, files: &[Taken]) {
    for file in files {
        drop_file(&context.app.storage, file.stored.id).await;
    }
}

/// Hands out an attachment.
async fn download(
    Extension(context): Extension<RequestContext>,
    Path((number, document)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    match find(&context, &number, &document, &headers).await {
        Ok(response) => response,
        Err(AppError::NotFound) => pages::missing(context).await,
        Err(error) => pages::plain_error(&error, &context).into_response(),
    }
}

async fn find(
    context: &RequestContext,
    number: &str,
    document: &str,
    headers: &HeaderMap,
) -> Result<Response, AppError> {
    let document: Uuid = document.parse().map_err(|_| AppError::NotFound)?;
    let document = readable(&context.app.db, context.actor()?, number, document).await?;
    hand_out(&context.app.storage, &document, headers).await
}
