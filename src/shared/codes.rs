//! Lists of names that the database, addresses and forms share with the screen.

/// `Kind in texts { Value = "its code", its_text; }`: an enum with its codes, and its words in `locales/*/texts.json`.
macro_rules! codes {
    ($(#[$meta:meta])* $name:ident in $texts:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $code:literal, $text:ident;)*
    }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        $(#[$meta])*
        pub enum $name { $($(#[$variant_meta])* $variant),* }

        impl $name {
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];

            /// The name in the database, in addresses and in forms.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.code() == code)
            }

            /// The word on the screen.
            #[must_use]
            pub const fn label(self, locale: $crate::shared::locale::Locale) -> &'static str {
                match self { $(Self::$variant => $crate::t::$texts::$text(locale)),* }
            }
        }
    };
}

pub(crate) use codes;
