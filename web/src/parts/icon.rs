//! The icons: Tabler (MIT), copied by `assets/icons.mjs`. They decorate; the words beside them say it.

use std::fmt;

macro_rules! icons {
    ($($(#[$meta:meta])* $name:ident = $file:literal),* $(,)?) => {
        /// An icon. In a template: `{{ Icon::Mail }}`, or `{% include "parts/icons/mail.svg" %}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $(
                #[doc = concat!("`", $file, ".svg`")]
                $(#[$meta])*
                $name,
            )*
        }

        impl Icon {
            /// Every icon, for the gallery.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The drawing, coloured and sized by the style sheet.
            #[must_use]
            pub const fn svg(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("icons/", $file, ".svg")),)*
                }
            }
        }
    };
}

icons! {
    AlertCircle = "alert-circle",
    AlertTriangle = "alert-triangle",
    ArrowLeft = "arrow-left",
    ArrowRight = "arrow-right",
    Ban = "ban",
    Bank = "building-bank",
    Bolt = "bolt",
    Check = "check",
    ChevronDown = "chevron-down",
    CircleCheck = "circle-check",
    CircleDashed = "circle-dashed",
    CircleX = "circle-x",
    Clock = "clock",
    Community = "building-community",
    Copy = "copy",
    Download = "download",
    Droplet = "droplet",
    FileText = "file-text",
    Filter = "filter",
    HeartHandshake = "heart-handshake",
    Home = "home",
    Inbox = "inbox",
    Info = "info",
    Key = "key",
    Logout = "logout",
    Mail = "mail",
    Map = "map",
    Pause = "pause",
    Pencil = "pencil",
    Phone = "phone",
    Plus = "plus",
    Refresh = "refresh",
    Search = "search",
    Send = "send",
    Shield = "shield",
    Signature = "signature",
    Stop = "stop",
    Trash = "trash",
    User = "user",
    Users = "users",
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.svg())
    }
}

impl askama::filters::HtmlSafe for Icon {}
