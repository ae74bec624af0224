//! Tasks, headings, totals, footnotes.

use super::RowView;
use crate::features::tasks::import::{
    column::Column,
    dates::{DateReading, date_in},
    grid::{Sheet, Value},
    header::Layout,
    problem::SkipReason,
    task::seq_of,
    words::{chinese_number, is_chinese_digit, key, without_brackets},
};

/// What a row is.
pub(super) enum RowKind {
    Task,
    /// The field of the rows below.
    Heading,
    Skipped(SkipReason),
    Blank,
}

/// What earlier rows of a sheet say about later ones.
pub(super) struct Rows<'a> {
    sheet: &'a Sheet,
    layout: &'a Layout,
    heading: Option<String>,
    /// Headings since the last task, and the heading before them.
    pending: Vec<u32>,
    /// Headings that stand above the task just read.
    used: Vec<u32>,
    before: Option<String>,
    field_above: String,
    in_footnotes: bool,
    /// The row before was a header written again.
    in_header: bool,
}

const TOTALS: [&str; 6] = ["合计", "小计", "总计", "共计", "累计", "总数"];
const FOOTNOTES: [&str; 18] = [
    "注:",
    "注1",
    "备注:",
    "说明:",
    "附注",
    "填表人",
    "填报人",
    "填表说明",
    "填报说明",
    "填表单位",
    "填报单位",
    "审核人",
    "制表",
    "联系人",
    "联系电话",
    "附:",
    "※",
    "单位负责人",
];

impl<'a> Rows<'a> {
    pub(super) fn new(sheet: &'a Sheet, layout: &'a Layout) -> Self {
        Self {
            sheet,
            layout,
            heading: None,
            pending: Vec::new(),
            used: Vec::new(),
            before: None,
            field_above: String::new(),
            in_footnotes: false,
            in_header: false,
        }
    }

    /// The field a heading above gives.
    pub(super) fn heading(&self) -> Option<String> {
        self.heading.clone()
    }

    pub(super) fn field_above(&self) -> String {
        self.field_above.clone()
    }

    pub(super) fn remember_field(&mut self, field: &str) {
        field.clone_into(&mut self.field_above);
    }

    pub(super) fn unused_headings(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.pending)
    }

    pub(super) fn used_headings(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.used)
    }

    pub(super) fn kind(&mut self, view: &RowView<'_>) -> RowKind {
        let own = self.own(view.first);
        if own.is_empty() {
            return RowKind::Blank;
        }
        let kind = self.plain_kind(view, &own);
        if matches!(kind, RowKind::Task) {
            self.in_footnotes = false;
            self.used = std::mem::take(&mut self.pending);
        }
        self.in_header = matches!(kind, RowKind::Skipped(SkipReason::RepeatedHeader));
        kind
    }

    /// The row's own cells in columns of the ledger.
    fn own(&self, row: u32) -> Vec<(u32, &'a Value)> {
        let cells = self.sheet.rows.get(&row).map_or(&[][..], Vec::as_slice);
        let places = |column: &u32| self.layout.columns.iter().any(|used| used.at.contains(column));
        cells
            .iter()
            .filter(|(column, value)| places(column) && !value.is_blank())
            .map(|(at, value)| (*at, value))
            .collect()
    }

    fn plain_kind(&mut self, view: &RowView<'_>, own: &[(u32, &Value)]) -> RowKind {
        if self.repeats_header(own) {
            // What stood over it was the title of the table, written again.
            if !self.pending.is_empty() {
                self.heading = self.before.clone();
            }
            self.in_footnotes = false;
            return RowKind::Skipped(SkipReason::RepeatedHeader);
        }
        if own.len() >= 4 && own.iter().enumerate().all(|(at, (_, value))| value.text() == (at + 1).to_string()) {
            return RowKind::Skipped(SkipReason::ColumnNumbers);
        }
        let seq = view.held(Column::Seq);
        let numbered = seq.as_ref().is_some_and(|held| seq_of(&held.value).is_ok());
        let lead = !view.text(Column::Leads).is_empty();
        let title = view.text(Column::Title);
        // 二 beside the name of a field and nothing else is a heading, though 二 can be a task's number too.
        let bare =
            !lead && own.len() == 2 && seq.as_ref().is_some_and(|held| held.value.text().chars().all(is_chinese_digit));
        if numbered && !bare && (lead || !title.is_empty()) {
            return RowKind::Task;
        }
        let first = own[0].1.text();
        let leads = key(&view.text(Column::Leads));
        let counts = is_total(&leads) || leads.chars().all(|c| c.is_ascii_digit() || "项个件条:.".contains(c));
        if counts && own.iter().take(3).any(|(_, value)| is_total(&value.text())) {
            return RowKind::Skipped(SkipReason::Subtotal);
        }
        if !numbered && self.is_page_mark(own) {
            return RowKind::Skipped(SkipReason::Footnote);
        }
        if !numbered && self.is_signature(own) {
            self.in_footnotes = true;
            return RowKind::Skipped(SkipReason::Footnote);
        }
        let label = title.is_empty() && own[0].1.text().ends_with(['：', ':']);
        let footnote = label || FOOTNOTES.iter().any(|word| key(&first).starts_with(word));
        if !lead && footnote && (own.len() == 1 || title.is_empty() || own[0].1.text() != title || own.len() < 3) {
            self.in_footnotes = true;
            return RowKind::Skipped(SkipReason::Footnote);
        }
        if own.len() == 1 && self.in_footnotes && !numbered && !is_numbered(&first) {
            return RowKind::Skipped(SkipReason::Footnote);
        }
        match self.heading_of(view, own, lead) {
            Some(field) => {
                if self.pending.is_empty() {
                    self.before = self.heading.take();
                }
                self.heading = Some(field);
                self.pending.push(view.first);
                RowKind::Heading
            }
            None => RowKind::Task,
        }
    }

    /// Three cells or more that say what the header says above them, or a whole row of a header of several rows.
    fn repeats_header(&self, own: &[(u32, &Value)]) -> bool {
        let is_row = |row: u32| {
            own.iter()
                .all(|(at, value)| self.sheet.own(row, *at).is_some_and(|name| key(&name.text()) == key(&value.text())))
        };
        let enough = own.len() >= 2 || self.in_header;
        if enough && (self.layout.first_row..=self.layout.last_row).any(is_row) {
            return true;
        }
        let same = |(at, value): &&(u32, &Value)| {
            self.layout.columns.iter().any(|used| used.at.contains(at) && key(&used.label) == key(&value.text()))
        };
        own.iter().filter(same).count() >= 3
    }

    /// `一、行政审批改革` across the row, or 一 in the number column beside the name of a field.
    fn heading_of(&self, view: &RowView<'_>, own: &[(u32, &Value)], lead: bool) -> Option<String> {
        let (at, first) = own.first().map(|(at, value)| (*at, value.text()))?;
        let is_number = |text: &str| chinese_number(key(text).trim_matches(['、', '(', ')', '.'])).is_some();
        if own.len() == 1 && !first.chars().all(char::is_numeric) {
            let area = self.sheet.merges.at(view.first, at);
            let wide = area.is_some_and(|area| area.right - area.left >= 2);
            let in_title = self.layout.places(Column::Title).contains(&at);
            let leading = matches!(self.column_at(at), Some(Column::Seq | Column::Field)) || is_numbered(&first);
            let before_title = !in_title && !self.says_when(at) && at < view.column_of(Column::Title);
            return (wide || leading || before_title).then(|| field_name(&first));
        }
        let in_seq = self.layout.places(Column::Seq).contains(&at);
        if own.len() == 2 && in_seq && !lead && is_number(&first) {
            return Some(field_name(&own[1].1.text()));
        }
        None
    }

    /// The number of a page or a date, as they stand below any page; alone in a column of dates a date is what is left
    /// of a task.
    fn is_page_mark(&self, own: &[(u32, &Value)]) -> bool {
        let is_page = |(_, value): &(u32, &Value)| is_page_number(&key(&value.text()));
        let alone = matches!(own, [(at, _)] if !self.says_when(*at));
        own.iter().all(|cell| is_page(cell) || is_date(cell.1)) && (alone || own.iter().any(is_page))
    }

    /// A row of nothing but places to sign, dates and numbers of pages. A task may be about seals, so in the column of
    /// titles 公章 alone is no place to sign.
    fn is_signature(&self, own: &[(u32, &Value)]) -> bool {
        const SEALS: [&str; 5] = ["签字", "签名", "签章", "盖章", "公章"];
        let titles = self.layout.places(Column::Title);
        let signs = |(at, value): &(u32, &Value)| {
            let text = value.text();
            text.ends_with(['：', ':'])
                || FOOTNOTES.iter().any(|word| key(&text).starts_with(word))
                || !titles.contains(at) && SEALS.iter().any(|word| key(&text).contains(word))
                || is_page_number(&key(&text))
        };
        own.iter().all(|cell| signs(cell) || is_date(cell.1)) && own.iter().any(signs)
    }

    fn says_when(&self, at: u32) -> bool {
        matches!(self.column_at(at), Some(Column::Roadmap | Column::Timetable | Column::Deadline))
    }

    fn column_at(&self, at: u32) -> Option<Column> {
        self.layout.columns.iter().find(|used| used.at.contains(&at)).map(|used| used.column)
    }
}

fn is_date(value: &Value) -> bool {
    matches!(value, Value::Date(_))
        || matches!(date_in(&value.text(), 0), DateReading::On(found) if !found.other_text && !found.without_day)
}

/// 合计, 本页小计, 以上共12项.
fn is_total(text: &str) -> bool {
    let text = key(text);
    let text =
        ["本页", "以上", "本表", "全部", "各项"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
    let counted = text.strip_prefix('共').is_some_and(|rest| {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || is_chinese_digit(c));
        after.len() < rest.len() && (after.starts_with('项') || after.starts_with("个任务"))
    });
    counted || TOTALS.iter().any(|word| text.starts_with(word))
}

/// 第1页共2页, —3—.
fn is_page_number(text: &str) -> bool {
    let inner = text.trim_matches(['-', '—', '–', '_']);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let page = text.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(|(page, _)| number(page));
    page || inner.len() < text.len() && number(inner)
}

/// Begins like 一、 or （二） or 第三部分.
fn is_numbered(text: &str) -> bool {
    numbering(text) > 0
}

/// Bytes of the numbering before a heading.
fn numbering(text: &str) -> usize {
    let number = |part: &str| chinese_number(part.trim()).is_some();
    let closed = |open: &[char], close: &[char]| {
        let rest = text.strip_prefix(open)?;
        let end = rest.find(close)?;
        let width = rest[end..].chars().next()?.len_utf8();
        number(&rest[..end]).then(|| text.len() - rest.len() + end + width)
    };
    let stop = text.find(['、', '.', '．']).filter(|at| number(&text[..*at]));
    let stopped = stop.and_then(|at| Some(at + text[at..].chars().next()?.len_utf8()));
    let part = text.strip_prefix('第').and_then(|rest| {
        let end = ["部分", "类", "章"].iter().find_map(|word| rest.find(word).map(|at| (at, word.len())))?;
        number(&rest[..end.0]).then(|| '第'.len_utf8() + end.0 + end.1)
    });
    closed(&['（', '('], &['）', ')']).or(stopped).or(part).unwrap_or(0)
}

/// `一、行政审批改革（8项）` → 行政审批改革.
fn field_name(text: &str) -> String {
    let name = text[numbering(text)..].trim_start_matches(['、', ' ', '\u{3000}', '：', ':']).trim();
    let counted = name.ends_with(['）', ')']) && name.rfind(['（', '(']).is_some_and(|at| name[at..].contains('项'));
    if counted { without_brackets(name).trim().to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_their_numbering() {
        for (text, name) in [
            ("一、行政审批改革", "行政审批改革"),
            ("（二）投资审批改革（7项）", "投资审批改革"),
            ("第三部分 收费清理", "收费清理"),
            ("十一、“互联网+政务服务”", "“互联网+政务服务”"),
            ("行政审批改革", "行政审批改革"),
            ("放管服（综合）", "放管服（综合）"),
        ] {
            assert_eq!(field_name(text), name);
        }
    }
}
