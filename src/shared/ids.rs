//! One type an identifier, so that a task's id cannot be passed for a unit's. All are UUID version 7 (RFC 9562), made
//! on the server in time order.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "ssr", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new identifier, later than all made before on this machine.
            #[cfg(feature = "ssr")]
            #[must_use]
            #[allow(clippy::new_without_default, reason = "two calls give two values")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl core::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

ids! {
    /// A person with an account.
    PersonId,
    /// A department, region or the office.
    UnitId,
    /// 单位类
    ClassId,
    /// 工作计划
    PlanId,
    /// 任务
    TaskId,
    /// 步骤、节点
    MilestoneId,
    /// 路线图: one round of a unit's proposal.
    RoadmapId,
    /// One step of it.
    RoadmapLineId,
    /// 延期申请
    ExtensionId,
    /// 批示
    InstructionId,
    /// A sign-in on one device.
    SessionId,
    /// An uploaded sheet between preview and confirmation.
    ImportId,
    /// What one person was told.
    NotificationId,
    /// 催办
    UrgeId,
    /// A letter to one person.
    MailId,
    /// A line of the activity record.
    EventId,
    /// Names one intended command, so that doing it twice has one effect.
    CommandKey,
}
