//! The columns of a ledger.

/// What a column of the sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    Seq,
    Field,
    Title,
    Content,
    Leads,
    CoLeads,
    Participants,
    Roadmap,
    Timetable,
    Deadline,
    Source,
    Note,
    Progress,
}

impl Column {
    pub const ALL: [Self; 13] = [
        Self::Seq,
        Self::Field,
        Self::Title,
        Self::Content,
        Self::Leads,
        Self::CoLeads,
        Self::Participants,
        Self::Roadmap,
        Self::Timetable,
        Self::Deadline,
        Self::Source,
        Self::Note,
        Self::Progress,
    ];

    /// The stable name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seq => "seq",
            Self::Field => "field",
            Self::Title => "title",
            Self::Content => "content",
            Self::Leads => "leads",
            Self::CoLeads => "co_leads",
            Self::Participants => "participants",
            Self::Roadmap => "roadmap",
            Self::Timetable => "timetable",
            Self::Deadline => "deadline",
            Self::Source => "source",
            Self::Note => "note",
            Self::Progress => "progress",
        }
    }

    /// The header this product writes. Reports use it in both languages, for it is what stands in the sheet.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Seq => "序号",
            Self::Field => "领域",
            Self::Title => "重点任务",
            Self::Content => "工作内容及目标",
            Self::Leads => "牵头单位",
            Self::CoLeads => "共同牵头单位",
            Self::Participants => "配合单位",
            Self::Roadmap => "路线图",
            Self::Timetable => "时间表",
            Self::Deadline => "完成时限",
            Self::Source => "任务来源",
            Self::Note => "备注",
            Self::Progress => "进展情况",
        }
    }

    /// Without a value here a row is no task.
    #[must_use]
    pub const fn required(self) -> bool {
        matches!(self, Self::Seq | Self::Title | Self::Leads)
    }
}
