//! The two languages of the portal and the macro that keeps their texts together.
//!
//! Belongs here: which languages exist and how a text is written down. The texts themselves stand beside
//! the page or part that shows them, in a `texts.rs`.
//!
//! ```ignore
//! texts! {
//!     /// Texts of the list of partners.
//!     pub struct Texts {
//!         title: "Samenwerkingspartners" | "Partners",
//!         found: fn(n: usize) -> String { format!("{n} gevonden") } | { format!("{n} found") },
//!         steps: ["Aanmelden", "Tekenen"] | ["Register", "Sign"],
//!     }
//! }
//!
//! let t = Texts::of(lang);
//! assert_eq!(t.title, "Samenwerkingspartners"); // a field for plain text
//! assert_eq!(t.found(3), "3 gevonden");         // a method for a text with values
//! ```
//!
//! A text without its English half does not compile. In a template: `{{ t.title }}` and `{{ t.found(*n) }}`.

use std::fmt;

/// A language of the screens and mails. Dutch is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Dutch, the language of the agreement itself.
    #[default]
    Nl,
    /// English, the second language.
    En,
}

impl Lang {
    /// Both languages, Dutch first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The language tag (BCP 47), as in `<html lang>` and in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a tag; `None` for one that the portal does not speak.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "nl" => Some(Self::Nl),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The other language, for the switch in the header.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            Self::En => Self::Nl,
        }
    }

    /// The name of the language in that language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::En => "English",
        }
    }

    /// One of two values, for the rare text that stands alone.
    pub fn pick<T>(self, nl: T, en: T) -> T {
        match self {
            Self::Nl => nl,
            Self::En => en,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Declares a struct of texts in both languages side by side. See the [module](crate::lang) for an example.
///
/// Three kinds of field: `"…" | "…"` (a field of type `&'static str`), `["…", …] | ["…", …]`
/// (`&'static [&'static str]`), and `fn(args) -> Type { … } | { … }`, for which a method of the same name is made.
/// Arguments in texts are plain names, so they read the same in both halves.
#[macro_export]
macro_rules! texts {
    (
        $(#[$outer:meta])*
        $vis:vis struct $name:ident {
            $(
                $(#[$inner:meta])*
                $field:ident :
                    $( $nl:literal | $en:literal )?
                    $( [ $($nl_item:literal),* $(,)? ] | [ $($en_item:literal),* $(,)? ] )?
                    $( fn ( $($arg:ident : $arg_type:ty),* $(,)? ) -> $result:ty $nl_body:block | $en_body:block )?
            ),* $(,)?
        }
    ) => {
        $(#[$outer])*
        $vis struct $name {
            $(
                $(#[$inner])*
                pub $field:
                    $( $crate::texts!(@text $nl) )?
                    $( $crate::texts!(@list $($nl_item),*) )?
                    $( fn($($arg_type),*) -> $result )?,
            )*
        }

        impl $name {
            /// The Dutch texts.
            pub const NL: Self = Self {
                $( $field: $( $nl )? $( &[$($nl_item),*] )? $( { fn text($($arg: $arg_type),*) -> $result $nl_body text } )?, )*
            };

            /// The English texts.
            pub const EN: Self = Self {
                $( $field: $( $en )? $( &[$($en_item),*] )? $( { fn text($($arg: $arg_type),*) -> $result $en_body text } )?, )*
            };

            /// The texts in a language.
            #[must_use]
            pub const fn of(lang: $crate::lang::Lang) -> &'static Self {
                match lang {
                    $crate::lang::Lang::Nl => &Self::NL,
                    $crate::lang::Lang::En => &Self::EN,
                }
            }

            $( $(
                #[doc = concat!("The text `", stringify!($field), "` with its values filled in.")]
                #[must_use]
                pub fn $field(&self, $($arg: $arg_type),*) -> $result {
                    (self.$field)($($arg),*)
                }
            )? )*
        }
    };
    (@text $text:literal) => { &'static str };
    (@list $($text:literal),*) => { &'static [&'static str] };
}

#[cfg(test)]
mod tests {
    use super::Lang;

    texts! {
        /// Texts of this test.
        struct Sample {
            title: "Aanmelden" | "Register",
            /// How many were found.
            found: fn(n: usize, what: &str) -> String { format!("{n} {what} gevonden") } | { format!("{n} {what} found") },
            steps: ["een", "twee"] | ["one", "two"],
        }
    }

    #[test]
    fn texts_speak_both_languages() {
        assert_eq!(Sample::of(Lang::Nl).title, "Aanmelden");
        assert_eq!(Sample::of(Lang::En).found(3, "x"), "3 x found");
        assert_eq!(Sample::of(Lang::Nl).steps, ["een", "twee"]);
    }

    #[test]
    fn a_code_is_read_back() {
        for lang in Lang::ALL {
            assert_eq!(Lang::parse(lang.code()), Some(lang));
            assert_ne!(lang.other(), lang);
        }
        assert_eq!(Lang::parse("fr"), None);
    }
}
