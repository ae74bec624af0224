//! The words of reports, roadmaps and replies, made from the steps of the sheet.

use chrono::{Datelike as _, NaiveDate};

use crate::features::{reports::model::Confidence, urging::model::Level};

/// A step of a task.
#[derive(Clone, Debug)]
pub struct Step {
    pub title: String,
    pub due: Option<NaiveDate>,
}

/// The words of a step without the stop at its end.
fn bare(title: &str) -> &str {
    title.trim_end_matches(['；', ';', '。', '，'])
}

fn day(day: NaiveDate) -> String {
    format!("{}月{}日", day.month(), day.day())
}

/// What a lead says of the work. Four ways of saying it, in turn.
pub fn content(task: u16, done: &[Step], open: &[Step]) -> String {
    let was = match done {
        [] => "本项工作已启动，".to_owned(),
        [.., last] => format!("截至目前，已完成“{}”等{}项工作。", bare(&last.title), done.len()),
    };
    let Some(next) = open.first().map(|step| bare(&step.title)) else {
        return format!("{was}各步骤均已完成，正在整理结项材料。");
    };
    let goes_on = match task % 4 {
        0 => format!("“{next}”已明确责任处室和人员，正按计划推进，每周调度一次。"),
        1 => format!("“{next}”已形成初稿，正在征求配合单位意见。"),
        2 => format!("召开专题会议研究“{next}”，各配合单位分工和时限已经明确。"),
        _ => format!("“{next}”已完成前期准备，近期将集中力量攻坚。"),
    };
    was + &goes_on
}

/// What stands in the way, where the lead is not sure.
pub const fn difficulties(task: u16, confidence: Confidence) -> &'static str {
    match (task, confidence) {
        (_, Confidence::Sure) => "",
        (5, _) => "长白山管委会人员划转涉及编制核定，需与人社部门衔接。",
        (14, _) => "两个试点市承接机构尚未配齐专业人员，委托协议签订进度滞后。",
        (33, _) => "部分高校配套办法尚未报备，评估样本不足。",
        (45, _) => "省级执法部门系统标准不一，接入需逐家改造，工作量较大。",
        (53, _) => "第三方评估机构招标流标一次，重新招标后评估报告预计12月中旬完成。",
        (_, Confidence::Hard) => "涉及部门较多，部分配合单位反馈较慢，需加强统筹。",
        (_, Confidence::Unlikely) => "外部条件尚不具备，按原时限完成难度很大。",
    }
}

/// What the lead does next.
pub fn next_step(open: &[Step], today: NaiveDate) -> String {
    match open.first() {
        None => "整理归档，准备结项。".to_owned(),
        Some(Step { title, due: Some(due) }) if *due >= today => {
            format!("{}前完成“{}”。", day(*due), bare(title))
        }
        Some(step) => format!("倒排工期，尽快完成“{}”。", bare(&step.title)),
    }
}

/// What a participant says of its part.
pub fn part(task: u16, title: &str, november: bool) -> String {
    match (task % 3, november) {
        (0, false) => format!("已确定专人负责“{title}”相关工作，按要求向牵头单位报送了本单位情况。"),
        (1, false) => format!("对照任务分工，完成“{title}”涉及本单位事项的梳理。"),
        (_, false) => format!("已参加牵头单位召开的“{title}”工作会议，正在落实本单位分工。"),
        (0, true) => format!("“{title}”涉及本单位的事项已基本完成，正在查漏补缺。"),
        (1, true) => format!("配合牵头单位开展“{title}”检查，反馈的问题已逐条整改。"),
        (_, true) => format!("“{title}”本单位承担部分已完成，相关材料已送牵头单位。"),
    }
}

/// What a step comes to, by what it speaks of.
pub fn deliverable(title: &str) -> &'static str {
    const KINDS: [(&str, &str); 13] = [
        ("检查", "检查情况报告"),
        ("督查", "督查情况报告"),
        ("抽查", "抽查结果公示"),
        ("评估", "评估报告"),
        ("培训", "培训通知和人员名册"),
        ("平台", "系统运行情况说明"),
        ("系统", "系统运行情况说明"),
        ("清单", "公布的清单"),
        ("目录", "公布的目录"),
        ("方案", "印发的方案"),
        ("办法", "印发的文件"),
        ("意见", "印发的文件"),
        ("案例", "通报的典型案例"),
    ];
    KINDS.iter().find(|(word, _)| title.contains(word)).map_or("工作情况报告", |(_, deliverable)| deliverable)
}

/// How a unit replies to an urge; some it only takes note of.
pub const fn answer_to_urge(level: Level) -> Option<&'static str> {
    match level {
        Level::Remind | Level::Blue => None,
        Level::Yellow => Some("收到催办。已召开专题会调度，确保在时限内完成。"),
        Level::Red => Some("收到红色督办单。已向主要负责同志报告，倒排工期，本月内补齐进度并书面说明。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::history::moment::day;

    fn step(title: &str, due: &str) -> Step {
        Step { title: title.to_owned(), due: Some(day(due)) }
    }

    #[test]
    fn a_report_names_what_is_done_and_what_comes() {
        let (done, open) = ([step("开展摸底评估；", "04-30")], [step("组织专家论证；", "11-30")]);
        let text = content(1, &done, &open);
        assert!(
            text.starts_with("截至目前，已完成“开展摸底评估”等1项工作。") && text.contains("“组织专家论证”"),
            "{text}"
        );
        assert_eq!(next_step(&open, day("11-01")), "11月30日前完成“组织专家论证”。");
        assert_eq!(next_step(&open, day("12-01")), "倒排工期，尽快完成“组织专家论证”。");
        assert!(content(1, &done, &[]).ends_with("正在整理结项材料。"));
    }

    #[test]
    fn every_step_comes_to_something() {
        assert_eq!(deliverable("印发试点方案"), "印发的方案");
        assert_eq!(deliverable("提请省政府审定"), "工作情况报告");
    }
}
