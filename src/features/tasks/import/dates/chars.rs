//! Looking at characters by place.

/// Characters by place, none beyond the end.
#[derive(Clone, Copy)]
pub(super) struct Chars<'a>(pub(super) &'a [char]);

impl Chars<'_> {
    pub(super) fn get(self, at: usize) -> Option<char> {
        self.0.get(at).copied()
    }

    /// One past `c` if it stands here.
    pub(super) fn skip(self, at: usize, c: char) -> usize {
        at + usize::from(self.get(at) == Some(c))
    }

    /// The end of `word` if it stands here.
    pub(super) fn follows(self, at: usize, word: &str) -> Option<usize> {
        word.chars().enumerate().all(|(offset, c)| self.get(at + offset) == Some(c)).then(|| at + word.chars().count())
    }

    pub(super) fn digit_before(self, at: usize) -> bool {
        at > 0 && self.0[at - 1].is_ascii_digit()
    }

    /// A number of so many digits, all the digits that stand here.
    pub(super) fn number(self, at: usize, fewest: usize, most: usize) -> Option<(usize, u32)> {
        let digits: String = self.0.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(most + 1).collect();
        (fewest..=most).contains(&digits.len()).then(|| (at + digits.len(), digits.parse().unwrap_or(0)))
    }
}
