//! The two languages of the interface.

use serde::{Deserialize, Serialize};

/// The language a page is written in. Simplified Chinese unless the reader chose English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    Chinese,
    English,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The name used in cookies and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The value of the page's `lang` attribute (BCP 47).
    #[must_use]
    pub const fn html_lang(self) -> &'static str {
        match self {
            Self::Chinese => "zh-Hans-CN",
            Self::English => "en",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Chinese => Self::English,
            Self::English => Self::Chinese,
        }
    }
}
