//! The units a ledger may name, with their short names, other wordings, and classes such as 各有关部门.

mod nearest;

use std::collections::HashMap;

use super::words::key;

/// A unit of the unit table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitEntry {
    pub code: String,
    pub name: String,
    pub short_name: String,
    pub sort_order: i32,
}

/// Another wording of a unit or class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasEntry {
    pub alias: String,
    pub target: AliasTarget,
}

/// What an alias stands for, by code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AliasTarget {
    Unit(String),
    Class(String),
}

/// A class of participants. A closed one expands to the units with these codes; an open one is decided at dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassEntry {
    pub code: String,
    pub label: String,
    pub closed: bool,
    pub expands_to: Vec<String>,
}

/// Finds units and classes by what sheets call them.
#[derive(Clone, Debug, Default)]
pub struct UnitBook {
    /// In the order of the unit table.
    units: Vec<UnitEntry>,
    classes: Vec<ClassEntry>,
    by_code: HashMap<String, usize>,
    names: HashMap<String, Name>,
    longest: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Unit(usize),
    Class(usize),
}

#[derive(Clone, Copy, Debug)]
struct Name {
    target: Target,
    /// Full names go before short names, these before aliases and codes.
    rank: u8,
    /// Two of the same rank claim the name: it names nobody.
    ambiguous: bool,
}

/// What a wording means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Named<'a> {
    Unit(&'a UnitEntry),
    Class(&'a ClassEntry),
}

impl UnitBook {
    /// Aliases whose target is not in `units` or `classes` are ignored.
    #[must_use]
    pub fn new(mut units: Vec<UnitEntry>, aliases: Vec<AliasEntry>, classes: Vec<ClassEntry>) -> Self {
        units.sort_by(|a, b| (a.sort_order, &a.code).cmp(&(b.sort_order, &b.code)));
        let by_code = units.iter().enumerate().map(|(at, unit)| (unit.code.clone(), at)).collect();
        let mut book = Self { units, classes, by_code, ..Self::default() };
        for at in 0..book.units.len() {
            let UnitEntry { name, short_name, code, .. } = book.units[at].clone();
            book.learn(&name, Target::Unit(at), 0);
            book.learn(&short_name, Target::Unit(at), 1);
            book.learn(&code, Target::Unit(at), 3);
        }
        for at in 0..book.classes.len() {
            let label = book.classes[at].label.clone();
            book.learn(&label, Target::Class(at), 1);
        }
        for AliasEntry { alias, target } in aliases {
            let target = match target {
                AliasTarget::Unit(code) => book.by_code.get(&code).copied().map(Target::Unit),
                AliasTarget::Class(code) => book.classes.iter().position(|class| class.code == code).map(Target::Class),
            };
            let Some(target) = target else { continue };
            book.learn(&alias, target, 2);
        }
        book
    }

    fn learn(&mut self, wording: &str, target: Target, rank: u8) {
        let name = key(wording);
        if name.is_empty() {
            return;
        }
        self.longest = self.longest.max(name.chars().count());
        let known = self.names.entry(name).or_insert(Name { target, rank, ambiguous: false });
        if rank < known.rank {
            *known = Name { target, rank, ambiguous: false };
        } else if rank == known.rank && target != known.target {
            known.ambiguous = true;
        }
    }

    /// What a whole wording means, white space and width of characters apart.
    pub(super) fn find(&self, wording: &str) -> Option<Named<'_>> {
        let name = self.names.get(&key(wording)).filter(|name| !name.ambiguous)?;
        Some(match name.target {
            Target::Unit(at) => Named::Unit(&self.units[at]),
            Target::Class(at) => Named::Class(&self.classes[at]),
        })
    }

    /// Characters of the longest wording.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// A unit by its code.
    #[must_use]
    pub fn unit(&self, code: &str) -> Option<&UnitEntry> {
        self.units.get(*self.by_code.get(code)?)
    }

    /// A class by its code.
    #[must_use]
    pub fn class(&self, code: &str) -> Option<&ClassEntry> {
        self.classes.iter().find(|class| class.code == code)
    }

    /// The class a wording means.
    #[must_use]
    pub fn class_named(&self, wording: &str) -> Option<&ClassEntry> {
        match self.find(wording)? {
            Named::Class(class) => Some(class),
            Named::Unit(_) => None,
        }
    }

    /// The shortest wording that means this unit and no other; the code where it is not known.
    #[must_use]
    pub fn wording(&self, code: &str) -> String {
        let Some(unit) = self.unit(code) else { return code.to_owned() };
        [&unit.short_name, &unit.name]
            .into_iter()
            .find(|name| matches!(self.find(name), Some(Named::Unit(found)) if found.code == code))
            .unwrap_or(&unit.code)
            .clone()
    }

    /// Codes in the order of the unit table, each once; codes not known go last.
    pub(super) fn in_order(&self, mut codes: Vec<String>) -> Vec<String> {
        codes.sort_by_key(|code| (self.by_code.get(code).copied().unwrap_or(usize::MAX), code.clone()));
        codes.dedup();
        codes
    }
}
