//! The zip package around the parts of an xlsx file, with limits on what it unpacks to.

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;

use super::{Event, Xml};
use crate::features::tasks::import::{limits, problem::FileProblem};

/// An opened package.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked; sizes told by the archive itself are not trusted.
    budget: u64,
}

/// A link from one part to another.
pub(super) struct Relation {
    pub(super) id: String,
    pub(super) kind: String,
    /// Path within the package.
    pub(super) target: String,
}

pub(super) fn damaged(detail: impl ToString) -> FileProblem {
    FileProblem::Damaged { detail: detail.to_string().chars().take(200).collect() }
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, FileProblem> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > limits::PARTS {
            return Err(FileProblem::Bomb);
        }
        let mut total: u64 = 0;
        for index in 0..zip.len() {
            let part = zip.by_index_raw(index).map_err(damaged)?;
            let (size, packed) = (part.size(), part.compressed_size());
            total = total.saturating_add(size);
            let bomb = size > limits::BOMB_BYTES && size / packed.max(1) > limits::BOMB_RATIO;
            if bomb || total > limits::UNPACKED_BYTES {
                return Err(FileProblem::Bomb);
            }
        }
        Ok(Self { zip, budget: limits::UNPACKED_BYTES })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = String> {
        self.zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned)
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.find(path).is_some()
    }

    fn find(&self, path: &str) -> Option<String> {
        let wanted = path.trim_start_matches('/');
        self.names().find(|name| name.replace('\\', "/").eq_ignore_ascii_case(wanted))
    }

    /// A part by its path, whatever the case of letters and kind of slash; none if it is not there.
    pub(super) fn xml(&mut self, path: &str) -> Result<Option<Xml<impl std::io::BufRead + use<'_, 'a>>>, FileProblem> {
        let Some(name) = self.find(path) else { return Ok(None) };
        let part = self.zip.by_name(&name).map_err(damaged)?;
        Ok(Some(Xml::new(BufReader::with_capacity(1 << 16, Limited { inner: part, budget: &mut self.budget }))))
    }

    /// The links a part has. Targets without leading slash are relative to `folder`.
    pub(super) fn relations(&mut self, path: &str, folder: &str) -> Result<Vec<Relation>, FileProblem> {
        let mut relations = Vec::new();
        let Some(mut xml) = self.xml(path)? else { return Ok(relations) };
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.is("Relationship") => {
                    let target = tag.attribute("Target").unwrap_or_default();
                    relations.push(Relation {
                        id: tag.attribute("Id").unwrap_or_default(),
                        kind: tag.attribute("Type").unwrap_or_default(),
                        target: resolve(folder, &target),
                    });
                }
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }
}

fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let joined = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a zip file without workbook is instead.
pub(super) fn foreign(package: &Package) -> FileProblem {
    let names: Vec<String> = package.names().collect();
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.bin") {
        FileProblem::BinaryWorkbook
    } else if has("content.xml") && has("mimetype") {
        FileProblem::OpenDocument
    } else {
        FileProblem::NotASheet
    }
}

/// Stops reading when the package's budget is used up.
struct Limited<'b, R> {
    inner: R,
    budget: &'b mut u64,
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        *self.budget =
            self.budget.checked_sub(read as u64).ok_or_else(|| std::io::Error::other(super::xml::TOO_LARGE))?;
        Ok(read)
    }
}
