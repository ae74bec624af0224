//! What a column name means.

use crate::features::tasks::import::{
    column::Column,
    words::{key, without_brackets},
};

/// Names as offices write them, the clearest first.
const NAMES: [(Column, &[&str]); 13] = [
    (Column::Seq, &["序号", "编号", "项号", "任务序号", "任务编号", "编码", "no.", "no", "#"]),
    (
        Column::Field,
        &["领域", "改革领域", "所属领域", "重点领域", "类别", "任务类别", "改革类别", "分类", "板块", "专项", "方面"],
    ),
    (
        Column::Title,
        &[
            "重点任务",
            "任务名称",
            "改革任务",
            "工作任务",
            "重点改革任务",
            "改革任务名称",
            "重点目标任务",
            "目标任务",
            "改革事项",
            "重点事项",
            "工作事项",
            "任务事项",
            "督办事项",
            "重点工作",
            "主要任务",
            "具体任务",
            "项目名称",
            "工作名称",
            "事项",
            "任务",
        ],
    ),
    (
        Column::Content,
        &[
            "工作内容及目标",
            "工作内容",
            "主要内容",
            "目标要求",
            "工作目标",
            "任务内容",
            "具体内容",
            "改革内容",
            "改革目标",
            "工作要求",
            "工作目标及要求",
            "内容及目标",
            "主要目标",
            "年度目标",
            "具体要求",
            "内容",
            "目标",
            "要求",
        ],
    ),
    (
        Column::Leads,
        &[
            "第一牵头单位",
            "第一牵头部门",
            "第一牵头",
            "牵头单位",
            "牵头部门",
            "牵头责任单位",
            "牵头",
            "主办单位",
            "主办部门",
            "主办",
            "主责单位",
            "责任单位",
            "责任部门",
            "负责单位",
            "负责部门",
            "承办单位",
        ],
    ),
    (Column::CoLeads, &["共同牵头单位", "共同牵头部门", "共同牵头", "联合牵头单位", "其他牵头单位", "第二牵头单位"]),
    (
        Column::Participants,
        &[
            "配合单位",
            "配合部门",
            "参加单位",
            "参加部门",
            "参与单位",
            "参与部门",
            "协办单位",
            "协办部门",
            "协同单位",
            "配合",
            "参加",
            "参与",
            "协办",
            "涉及部门",
            "涉及单位",
            "相关单位",
            "相关部门",
        ],
    ),
    (
        Column::Roadmap,
        &[
            "路线图",
            "改革路线图",
            "工作步骤",
            "实施步骤",
            "推进步骤",
            "推进措施",
            "分步措施",
            "工作措施",
            "主要措施",
            "具体措施",
            "步骤",
            "措施",
        ],
    ),
    (
        Column::Timetable,
        &["时间表", "时间节点", "进度安排", "时间安排", "进度计划", "节点时间", "每步完成时间", "工作进度"],
    ),
    (
        Column::Deadline,
        &[
            "完成时限",
            "完成时间",
            "办结时限",
            "截止时间",
            "完成期限",
            "截止日期",
            "完成日期",
            "办结时间",
            "办结期限",
            "时限要求",
            "时限",
            "期限",
        ],
    ),
    (
        Column::Source,
        &["任务来源", "来源文件", "文件依据", "依据文件", "政策依据", "任务依据", "工作依据", "依据", "来源", "文号"],
    ),
    (Column::Note, &["备注", "说明", "附注"]),
    (
        Column::Progress,
        &["进展情况", "进展", "工作进展", "目前进展", "当前进展", "完成情况", "落实情况", "推进情况", "进度"],
    ),
];

/// Parts of names, tried in this order where no whole name fits: 配合 before 牵头 before 单位, 来源 before 任务.
const PARTS: [(Column, &[&str]); 13] = [
    (Column::Participants, &["配合", "协办", "参加单位", "参加部门", "参与单位", "参与部门"]),
    (Column::CoLeads, &["共同牵头", "联合牵头", "其他牵头"]),
    (Column::Leads, &["牵头", "主办", "责任单位", "责任部门", "负责单位", "承办单位"]),
    (Column::Roadmap, &["路线图"]),
    (Column::Timetable, &["时间表", "时间节点", "进度安排", "时间安排"]),
    (Column::Deadline, &["时限", "完成时间", "完成期限", "截止", "完成日期"]),
    (Column::Roadmap, &["步骤", "措施"]),
    (Column::Source, &["来源", "依据", "文号"]),
    (Column::Progress, &["进展", "完成情况", "落实情况", "推进情况"]),
    (Column::Note, &["备注"]),
    (Column::Seq, &["序号"]),
    (Column::Content, &["内容", "目标要求", "工作目标"]),
    (Column::Title, &["任务", "事项"]),
];

/// Columns about people, marks and signatures look like others but are none of a ledger's.
const OTHERS: [&str; 17] = [
    "联系人",
    "责任人",
    "负责人",
    "经办人",
    "填报人",
    "领导",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "职务",
    "姓名",
    "签字",
    "审核",
    "是否",
    "得分",
    "权重",
];

/// Longer texts are titles and sentences, not names of columns.
const LONGEST: usize = 14;
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
    let joined = above.last().map(|parent| format!("{}{}", bare(parent), bare(leaf)));
    let meaning = exact(leaf)
        .or_else(|| joined.as_deref().and_then(exact))
        .or_else(|| part(leaf))
        .or_else(|| joined.as_deref().and_then(part))?;
    // 完成时间 below 路线图及时间表 is the time of each step.
    let of_steps =
        above.iter().any(|label| ["路线图", "时间表", "步骤", "节点"].iter().any(|word| label.contains(word)));
    Some(if meaning.0 == Column::Deadline && of_steps { (Column::Timetable, meaning.1) } else { meaning })
}

/// A name without remarks in brackets and without signs.
fn bare(label: &str) -> String {
    key(&without_brackets(label)).chars().filter(|c| !"*：:·、。，,".contains(*c)).collect()
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
        ] {
            assert_eq!(column(&[label]), None, "{label}");
        }
    }
}
