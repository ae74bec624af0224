//! The tone of a message.

/// Colours a message by what it asks of the reader; the words and the icon say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    #[default]
    Blue,
    /// Done.
    Green,
    /// Look before you go on.
    Yellow,
    /// Not done.
    Red,
}

impl Tone {
    /// The value of `data-tone`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The icon that goes with it.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Blue => "info",
            Self::Green => "check",
            Self::Yellow | Self::Red => "alert",
        }
    }
}
