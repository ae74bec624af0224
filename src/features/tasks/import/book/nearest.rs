//! Which unit a misspelt name probably means.

use super::{Target, UnitBook};
use crate::features::tasks::import::words::key;

/// Longer texts are no unit names.
const LONGEST: usize = 30;

impl UnitBook {
    /// The short name of the unit whose name, short name or alias is nearest, if it is near at all: the longest common
    /// subsequence covers seven tenths of both texts, and no other unit is as near.
    pub(in super::super) fn nearest(&self, wording: &str) -> Option<&str> {
        let wording: Vec<char> = key(wording).chars().collect();
        if wording.len() < 2 || wording.len() > LONGEST {
            return None;
        }
        let (mut best, mut score, mut tied) = (None, 0.0_f64, false);
        for (name, entry) in self.names.iter().filter(|(_, entry)| !entry.ambiguous) {
            let Target::Unit(unit) = entry.target else { continue };
            let name: Vec<char> = name.chars().collect();
            let near = 2.0 * common(&wording, &name) as f64 / (wording.len() + name.len()) as f64;
            if near > score {
                (best, score, tied) = (Some(unit), near, false);
            } else if (near - score).abs() < f64::EPSILON && best != Some(unit) {
                tied = true;
            }
        }
        best.filter(|_| score >= 0.7 && !tied).map(|unit| self.units[unit].short_name.as_str())
    }
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use crate::features::tasks::import::tests::book;

    #[test]
    fn misspelt_names_find_their_unit() {
        for (wrong, right) in [
            ("省发展改革委员会", "省发改委"),
            ("省工商管理局", "省工商局"),
            ("吉林省发改委", "省发改委"),
            ("省人社庁", "省人社厅"),
        ] {
            assert_eq!(book().nearest(wrong), Some(right), "{wrong}");
        }
    }

    #[test]
    fn other_words_find_nothing() {
        for wrong in ["", "省", "联合国教科文组织", "有关方面", "省某某办公厅张三李四王五"] {
            assert_eq!(book().nearest(wrong), None, "{wrong}");
        }
    }
}
