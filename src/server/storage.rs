//! Files as bytes under an identifier, and nothing else: names, types and who may read them are the features' business.
//! They lie in a folder of the data folder; any other store of the `object_store` crate can take its place.

use std::{
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use anyhow::{Context as _, Result};
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, WriteMultipart, local::LocalFileSystem, path::Path as Key,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Written in pieces of this many bytes, at most two of them in memory.
const PIECE: usize = 512 * 1024;
/// So much of the beginning is kept to see of what type a file is.
const HEAD: usize = 8 * 1024;

/// A handle, cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    store: Arc<dyn ObjectStore>,
    /// Where it is a folder.
    folder: Option<PathBuf>,
}

/// A file that was taken in.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: Uuid,
    /// In bytes.
    pub size: u64,
    pub sha256: [u8; 32],
    /// How it begins.
    pub head: Vec<u8>,
}

/// Why a file was not taken in. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum PutError {
    #[error("the file did not come to its end")]
    Broken,
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    #[error(transparent)]
    Store(#[from] object_store::Error),
}

impl Storage {
    /// In this folder, which is made and is nobody else's. What is acknowledged is on the disk.
    ///
    /// # Errors
    /// When the folder cannot be made or used.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let wrong = || format!("{} cannot be used for files", folder.display());
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).with_context(wrong)?;
        let store = LocalFileSystem::new_with_prefix(folder).with_context(wrong)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.to_owned()) })
    }

    /// For tests of what stands on it.
    #[cfg(test)]
    #[must_use]
    pub fn in_memory() -> Self {
        Self { store: Arc::new(object_store::memory::InMemory::new()), folder: None }
    }

    /// Takes in a file of at most `limit` bytes, under a new identifier. It is there whole or not at all.
    ///
    /// # Errors
    /// [`PutError`]
    pub async fn put<E>(
        &self,
        body: impl Stream<Item = Result<Bytes, E>> + Unpin,
        limit: u64,
    ) -> Result<Stored, PutError> {
        let id = Uuid::now_v7();
        let mut writing = WriteMultipart::new_with_chunk_size(self.store.put_multipart(&key(id)).await?, PIECE);
        match copy(body, &mut writing, limit).await {
            Ok((size, sha256, head)) => {
                writing.finish().await?;
                Ok(Stored { id, size, sha256, head })
            }
            Err(error) => {
                if let Err(error) = writing.abort().await {
                    tracing::warn!(%error, "the beginning of a file could not be removed");
                }
                Err(error)
            }
        }
    }

    /// The bytes of a file, or some of them.
    ///
    /// # Errors
    /// What the store says; a file that is not there, too.
    pub async fn get(
        &self,
        id: Uuid,
        range: Option<std::ops::Range<u64>>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, object_store::Error> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        Ok(self.store.get_opts(&key(id), options).await?.into_stream())
    }

    /// Removes a file. One that is not there is removed already.
    ///
    /// # Errors
    /// What the store says.
    pub async fn delete(&self, id: Uuid) -> Result<(), object_store::Error> {
        match self.store.delete(&key(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The files that were there before `moment`.
    ///
    /// # Errors
    /// What the store says.
    pub async fn before(&self, moment: DateTime<Utc>) -> Result<Vec<Uuid>, object_store::Error> {
        let listed = self.store.list(None).try_filter(|file| std::future::ready(file.last_modified < moment));
        let names = listed.map_ok(|file| file.location.filename().and_then(|name| name.parse().ok()));
        Ok(names.try_collect::<Vec<Option<Uuid>>>().await?.into_iter().flatten().collect())
    }

    /// Removes what was begun before `moment` and never came to its end, because the server was killed. A folder lists
    /// such beginnings nowhere; other stores forget them by themselves.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn remove_beginnings(&self, moment: DateTime<Utc>) -> Result<()> {
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        tokio::task::spawn_blocking(move || remove_beginnings(&folder, moment.into())).await?
    }
}

/// The store calls what it is writing by the name it will have, `#` and a number.
fn remove_beginnings(folder: &Path, moment: SystemTime) -> Result<()> {
    for inside in std::fs::read_dir(folder)?.flatten().filter(|inside| inside.path().is_dir()) {
        for file in std::fs::read_dir(inside.path())?.flatten() {
            let old = file.metadata().and_then(|data| data.modified()).is_ok_and(|modified| modified < moment);
            if old && file.file_name().to_string_lossy().contains('#') {
                std::fs::remove_file(file.path())?;
            }
        }
    }
    Ok(())
}

/// Folders of a few hundred files instead of one of a hundred thousand.
fn key(id: Uuid) -> Key {
    let id = id.to_string();
    Key::from_iter([&id[id.len() - 2..], &id])
}

async fn copy<E>(
    mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
    writing: &mut WriteMultipart,
    limit: u64,
) -> Result<(u64, [u8; 32], Vec<u8>), PutError> {
    let (mut size, mut digest, mut head) = (0, Sha256::new(), Vec::new());
    while let Some(piece) = body.next().await {
        let piece = piece.map_err(|_| PutError::Broken)?;
        size += piece.len() as u64;
        if size > limit {
            return Err(PutError::TooLarge(limit));
        }
        digest.update(&piece);
        head.extend_from_slice(&piece[..piece.len().min(HEAD - head.len())]);
        writing.wait_for_capacity(1).await?;
        writing.write(&piece);
    }
    Ok((size, digest.finalize().into(), head))
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    /// A folder of its own, gone at the end.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new() -> Self {
            Self(std::env::temp_dir().join(format!("duban-files-{}", Uuid::now_v7())))
        }

        /// Every file in it, those that are being written too.
        fn files(&self) -> usize {
            let inside = std::fs::read_dir(&self.0).unwrap().flatten();
            inside
                .filter(|entry| entry.path().is_dir())
                .map(|entry| std::fs::read_dir(entry.path()).unwrap().count())
                .sum()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn body(pieces: Vec<Result<&'static [u8], ()>>) -> impl Stream<Item = Result<Bytes, ()>> + Unpin {
        stream::iter(pieces.into_iter().map(|piece| piece.map(Bytes::from_static)))
    }

    async fn read(storage: &Storage, id: Uuid, range: Option<std::ops::Range<u64>>) -> Vec<u8> {
        let pieces: Vec<Bytes> = storage.get(id, range).await.unwrap().try_collect().await.unwrap();
        pieces.concat()
    }

    #[tokio::test]
    async fn a_file_comes_back_as_it_was_whole_or_in_part() {
        use std::os::unix::fs::PermissionsExt as _;
        static LONG: [u8; PIECE + 17] = [7; PIECE + 17];
        let folder = Folder::new();
        let storage = Storage::in_folder(&folder.0).unwrap();
        assert_eq!(std::fs::metadata(&folder.0).unwrap().permissions().mode() & 0o777, 0o700);
        let stored = storage.put(body(vec![Ok(b"ab"), Ok(&LONG), Ok(b"yz")]), 9 << 20).await.unwrap();
        assert_eq!(stored.size, LONG.len() as u64 + 4);
        assert_eq!(stored.head.len(), HEAD);
        let all = read(&storage, stored.id, None).await;
        assert_eq!((all.len() as u64, &all[..3], &all[all.len() - 2..]), (stored.size, &b"ab\x07"[..], &b"yz"[..]));
        assert_eq!(Sha256::digest(&all)[..], stored.sha256);
        assert_eq!(read(&storage, stored.id, Some(1..3)).await, b"b\x07");
        storage.delete(stored.id).await.unwrap();
        storage.delete(stored.id).await.unwrap();
        assert!(storage.get(stored.id, None).await.is_err());
    }

    #[tokio::test]
    async fn what_is_cut_off_or_too_large_leaves_nothing() {
        let folder = Folder::new();
        let storage = Storage::in_folder(&folder.0).unwrap();
        let cut_off = storage.put(body(vec![Ok(b"abc"), Err(())]), 100).await;
        assert!(matches!(cut_off, Err(PutError::Broken)));
        assert!(matches!(storage.put(body(vec![Ok(b"abc"), Ok(b"d")]), 3).await, Err(PutError::TooLarge(3))));
        assert_eq!(folder.files(), 0);
        assert_eq!(storage.put(body(vec![Ok(b"abc")]), 3).await.unwrap().size, 3);
    }

    #[tokio::test]
    async fn files_are_listed_by_their_age() {
        let storage = Storage::in_memory();
        let stored = storage.put(body(vec![Ok(b"abc")]), 3).await.unwrap();
        assert_eq!(storage.before(DateTime::<Utc>::MAX_UTC).await.unwrap(), [stored.id]);
        assert!(storage.before(DateTime::UNIX_EPOCH).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_a_killed_server_had_begun_is_removed_in_time() {
        let folder = Folder::new();
        let storage = Storage::in_folder(&folder.0).unwrap();
        let stored = storage.put(body(vec![Ok(b"abc")]), 3).await.unwrap();
        let mut begun = storage.store.put_multipart(&key(Uuid::now_v7())).await.unwrap();
        begun.put_part("abc".into()).await.unwrap();
        // As a kill leaves it: nobody tidies up.
        std::mem::forget(begun);
        assert_eq!(folder.files(), 2);
        storage.remove_beginnings(DateTime::UNIX_EPOCH).await.unwrap();
        assert_eq!(folder.files(), 2);
        let tomorrow = SystemTime::now() + std::time::Duration::from_hours(24);
        storage.remove_beginnings(tomorrow.into()).await.unwrap();
        assert_eq!(folder.files(), 1);
        assert_eq!(read(&storage, stored.id, None).await, b"abc");
    }
}
