//! What a column name means.

use super::names::{LONGEST, NAMES, OTHERS, PARTS};
use crate::features::tasks::import::{
    column::Column,
    words::{key, without_brackets},
};

const EXACT: u32 = 1000;

/// What a single name means, and how clearly.
pub(super) fn of_label(label: &str) -> Option<(Column, u32)> {
    exact(label).or_else(|| part(label))
}

/// What the names above a column mean together, the lowest counting most.
pub(super) fn of_path(path: &[&str]) -> Option<(Column, u32)> {
    let (leaf, above) = path.split_last()?;
    let above: Vec<&str> = above.iter().copied().filter(|label| bare(label).chars().count() <= LONGEST).collect();
    if OTHERS.iter().any(|word| key(leaf).contains(word)) {
        return None;
    }
    let joined = above.last().map(|parent| format!("{} {}", bare(parent), bare(leaf)));
    let meaning = exact(leaf)
        .or_else(|| joined.as_deref().and_then(exact))
        .or_else(|| above.last().filter(|_| is_year(leaf)).and_then(|parent| of_label(parent)))
        .or_else(|| part(leaf))
        .or_else(|| joined.as_deref().and_then(part))?;
    // 完成时间 below 路线图及时间表 is the time of each step.
    let of_steps = above.iter().any(|label| {
        ["路线图", "时间表", "步骤", "节点", "措施", "阶段", "推进计划"].iter().any(|word| label.contains(word))
    });
    Some(if meaning.0 == Column::Deadline && of_steps { (Column::Timetable, meaning.1) } else { meaning })
}

/// `2016`, `2016年`, `2016年度`.
pub(super) fn is_year(label: &str) -> bool {
    let name = key(label);
    let digits = name.trim_end_matches('度').trim_end_matches('年');
    digits.len() == 4 && digits.parse().is_ok_and(|year: u32| (1990..=2100).contains(&year))
}

/// A name without remarks in brackets and without signs, and of `牵头单位 Lead unit` the Chinese half. Letters within a
/// word belong to it: `PPP项目` is no 项目.
fn bare(label: &str) -> String {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let name = without_brackets(label);
    let bilingual = name.contains(is_han);
    let foreign = |word: &str| bilingual && !word.contains(is_han) && word.contains(|c: char| c.is_ascii_alphabetic());
    let words = name.split(|c: char| c.is_whitespace() || c == '/').map(key).filter(|word| !foreign(word));
    let signs = if bilingual { "*：:·、。，,\"“”." } else { "*：:·、。，,\"“”" };
    words.collect::<String>().chars().filter(|c| !signs.contains(*c)).collect()
}

fn exact(label: &str) -> Option<(Column, u32)> {
    let whole = key(label);
    if whole.contains("单位(") || whole.contains("部门(") {
        // 责任单位（牵头）, 责任单位（配合）: the remark says which.
        if ["(配合", "(参加", "(参与", "(协办"].iter().any(|word| whole.contains(word)) {
            return Some((Column::Participants, EXACT));
        }
        if whole.contains("(牵头") || whole.contains("(主办") {
            return Some((Column::Leads, EXACT));
        }
    }
    let name = bare(label);
    NAMES.iter().find_map(|(column, names)| {
        let place = names.iter().position(|known| *known == name)?;
        Some((*column, EXACT - place as u32))
    })
}

fn part(label: &str) -> Option<(Column, u32)> {
    let name = bare(label);
    if name.chars().count() > LONGEST || OTHERS.iter().any(|word| name.contains(word)) {
        return None;
    }
    let found = PARTS.iter().position(|(_, parts)| parts.iter().any(|part| name.contains(part)))?;
    Some((PARTS[found].0, 100 - found as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(path: &[&str]) -> Option<Column> {
        of_path(path).map(|(column, _)| column)
    }

    #[test]
    fn every_listed_name_means_its_column() {
        for (expected, names) in NAMES {
            for name in names {
                assert_eq!(column(&[name]), Some(expected), "{name}");
            }
        }
    }

    #[test]
    fn names_are_read_through_spaces_breaks_and_remarks() {
        for (name, expected) in [
            ("序 号", Column::Seq),
            ("完成\n时限", Column::Deadline),
            ("完 成 时 限\r\n（年月日）", Column::Deadline),
            ("任务来源\n（文号及条款）", Column::Source),
            ("*重点任务：", Column::Title),
            ("ＮＯ．", Column::Seq),
            ("责任单位（牵头）", Column::Leads),
            ("责任单位(配合)", Column::Participants),
            ("牵头单位及责任处室", Column::Leads),
            ("2016年重点改革任务", Column::Title),
            ("序号/No.", Column::Seq),
            ("项目 Project", Column::Title),
            ("项目\nProject", Column::Title),
        ] {
            assert_eq!(column(&[name]), Some(expected), "{name}");
        }
    }

    #[test]
    fn levels_are_read_together() {
        for (path, expected) in [
            (&["责任分工", "牵头单位"][..], Some(Column::Leads)),
            (&["责任分工", "配合单位"], Some(Column::Participants)),
            (&["牵头", "单位"], Some(Column::Leads)),
            (&["配合", "部门"], Some(Column::Participants)),
            (&["责任分工"], None),
            (&["路线图及时间表", "完成时间"], Some(Column::Timetable)),
            (&["路线图及时间表", "工作步骤"], Some(Column::Roadmap)),
            (&["某省台账", "责任单位", "牵头单位", "联系人"], None),
            (&["完成", "时限"], Some(Column::Deadline)),
            (&["参加单位", "Units taking part"], Some(Column::Participants)),
            (&["年度目标", "2016"], Some(Column::Content)),
            (&["年度目标", "2017年"], Some(Column::Content)),
            (&["2016"], None),
        ] {
            assert_eq!(column(path), expected, "{path:?}");
        }
    }

    #[test]
    fn sentences_and_people_are_no_columns() {
        for label in [
            "吉林省2016年推进简政放权放管结合优化服务改革重点目标任务台账",
            "责任人",
            "联系电话",
            "单位及职务",
            "",
            "1",
            "是否完成任务",
            "PPP项目",
            "OA号",
        ] {
            assert_eq!(column(&[label]), None, "{label}");
        }
    }
}
