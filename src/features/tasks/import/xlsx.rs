//! xlsx files, read as a stream into sparse sheets.
//!
//! Written here on the zip and XML readers because a ledger needs what spreadsheet crates do not tell together:
//! hidden rows, columns and sheets, merges, formulas without result, and bounded memory whatever size a sheet claims.

mod cells;
mod package;
mod strings;
mod styles;
mod xml;

use super::{
    grid::{Sheet, Workbook},
    limits,
    problem::FileProblem,
};
use package::Package;
use xml::{Event, Xml};

/// What all sheets share while they are read.
struct Shared {
    strings: Vec<std::rc::Rc<str>>,
    /// Per cell format: whether it shows a date.
    dates: Vec<bool>,
    from_1904: bool,
    rows: usize,
    cells: usize,
    text_bytes: usize,
}

/// Opens an xlsx file.
pub(super) fn open(bytes: &[u8]) -> Result<Workbook, FileProblem> {
    let mut package = Package::open(bytes)?;
    let outline = outline(&mut package)?;
    let mut shared = Shared {
        strings: strings::read(&mut package, &outline.strings)?,
        dates: styles::read(&mut package, &outline.styles)?,
        from_1904: outline.from_1904,
        rows: 0,
        cells: 0,
        text_bytes: 0,
    };
    let mut workbook = Workbook::default();
    for (index, entry) in outline.sheets.into_iter().enumerate() {
        if index >= limits::SHEETS {
            workbook.unread.push(entry.name);
            continue;
        }
        let from_1904 = shared.from_1904;
        let mut sheet = Sheet { name: entry.name, hidden: entry.hidden, from_1904, ..Sheet::default() };
        if let Some(part) = entry.part {
            cells::read(&mut package, &part, &mut sheet, &mut shared)?;
        }
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

struct Outline {
    /// Paths of the parts that all sheets share.
    strings: String,
    styles: String,
    from_1904: bool,
    sheets: Vec<Entry>,
}

struct Entry {
    name: String,
    hidden: bool,
    /// None for a chart sheet or a sheet whose part is not there.
    part: Option<String>,
}

fn outline(package: &mut Package) -> Result<Outline, FileProblem> {
    let root = package.relations("_rels/.rels", "")?;
    let workbook = root
        .into_iter()
        .find(|relation| relation.kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let (folder, file) = workbook.rsplit_once('/').map_or(("", &workbook[..]), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let relations = package.relations(&format!("{folder}_rels/{file}.rels"), &folder)?;
    if !package.has(&workbook) {
        return Err(package::foreign(package));
    }
    let Some(mut xml) = package.xml(&workbook)? else { return Err(FileProblem::NotASheet) };
    let part = |name: &str| {
        let found = relations.iter().find(|relation| relation.kind.ends_with(&format!("/{name}")));
        found.map_or_else(|| format!("{folder}{name}.xml"), |relation| relation.target.clone())
    };
    let (strings, styles) = (part("sharedStrings"), part("styles"));
    let mut outline = Outline { strings, styles, from_1904: false, sheets: Vec::new() };
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.is("workbookPr") => outline.from_1904 = tag.flag("date1904"),
            Event::Start(tag) if tag.is("sheet") => {
                let relation = tag.attribute_ending("id").and_then(|id| relations.iter().find(|r| r.id == id));
                outline.sheets.push(Entry {
                    name: tag.attribute("name").unwrap_or_default(),
                    hidden: tag.attribute("state").is_some_and(|state| state != "visible"),
                    part: relation.filter(|r| r.kind.ends_with("/worksheet")).map(|r| r.target.clone()),
                });
            }
            Event::Eof => return Ok(outline),
            _ => {}
        }
    }
}
