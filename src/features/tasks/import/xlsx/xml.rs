//! The little of XML that xlsx parts need, on quick-xml: start tags by local name, text with entities resolved.

use std::io::BufRead;

use quick_xml::{Reader, escape::resolve_predefined_entity, events};

use super::package::damaged;
use crate::features::tasks::import::problem::FileProblem;

/// Message of the error that stops a part from unpacking beyond the limit.
pub(super) const TOO_LARGE: &str = "part unpacks beyond the limit";

/// A part being read.
pub(super) struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    depth: usize,
}

/// Elements within elements; the parts read here need ten. The XML reader keeps the names of all open ones.
const DEPTH: usize = 100;

/// What comes next.
pub(super) enum Event<'a> {
    Start(Tag<'a>),
    /// Local name of the element that ends.
    End(String),
    Text(String),
    Eof,
}

/// A start tag.
pub(super) struct Tag<'a>(events::BytesStart<'a>);

impl Tag<'_> {
    /// Whether the name without prefix is this.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.find(|key| key == name)
    }

    /// An attribute with or without prefix, as `r:id`.
    pub(super) fn attribute_ending(&self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(':').next() == Some(name) && key.contains(':')).or_else(|| self.attribute(name))
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// A boolean attribute, false where it is not there.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.attribute(name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
    }

    fn find(&self, wanted: impl Fn(&str) -> bool) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.filter_map(Result::ok).find(|attribute| wanted(attribute.key.as_ref()))?;
        Some(
            found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_or_else(|_| found.value.clone().into_owned(), std::borrow::Cow::into_owned),
        )
    }
}

impl<R: BufRead> Xml<R> {
    pub(super) fn new(input: R) -> Self {
        let mut reader = Reader::from_reader(input);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next tag or piece of text; comments and the like are passed over. Entities are pieces of their own.
    pub(super) fn next(&mut self) -> Result<Event<'_>, FileProblem> {
        self.buffer.clear();
        // A borrow that is returned from a loop would last for the whole loop, so the events passed over come back as
        // empty text instead.
        match self.reader.read_event_into(&mut self.buffer).map_err(problem)? {
            events::Event::Start(_) | events::Event::Empty(_) if self.depth >= DEPTH => Err(damaged("XML")),
            events::Event::Start(start) | events::Event::Empty(start) => {
                self.depth += 1;
                Ok(Event::Start(Tag(start)))
            }
            events::Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Event::End(end.local_name().as_ref().to_owned()))
            }
            events::Event::Text(text) => Ok(Event::Text(text.xml10_content().into_owned())),
            events::Event::CData(text) => Ok(Event::Text(text.xml10_content().into_owned())),
            events::Event::GeneralRef(entity) => Ok(Event::Text(resolve(&entity)?)),
            // A part cut short would lose rows in silence.
            events::Event::Eof if self.depth > 0 => Err(damaged("XML")),
            events::Event::Eof => Ok(Event::Eof),
            _ => Ok(Event::Text(String::new())),
        }
    }
}

fn resolve(entity: &events::BytesRef<'_>) -> Result<String, FileProblem> {
    if let Some(text) = resolve_predefined_entity(entity) {
        return Ok(text.to_owned());
    }
    match entity.resolve_char_ref().map_err(problem)? {
        Some(c) => Ok(c.to_string()),
        // Entities of a document's own are how XML bombs are built; no spreadsheet program writes them.
        None => Err(damaged(format!("&{};", entity.as_ref() as &str))),
    }
}

fn problem(error: quick_xml::Error) -> FileProblem {
    if error.to_string().contains(TOO_LARGE) { FileProblem::Bomb } else { damaged(error) }
}
