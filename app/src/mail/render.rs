//! From a mail's parts to text and HTML.

use super::{Language, Part};
use crate::AppError;
use std::{collections::BTreeMap, fmt::Write as _};
use storage::outbox;

/// A mail as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// `nl` or `en`.
    pub language: String,
    /// Subject.
    pub subject: String,
    /// As text.
    pub plain: String,
    /// As HTML.
    pub html: String,
    /// RFC 5322 Message-ID.
    pub message_id: String,
    /// The address that switches such mails off by a POST (RFC 8058).
    pub way_out: Option<String>,
}

/// A mail as the administrator sees it: without codes and one-time links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// As text.
    pub plain: String,
}

/// The mail as it is handed over, with its secrets.
///
/// # Errors
/// [`AppError::Unreadable`] when its parts cannot be read or a secret is gone.
pub fn letter(mail: &outbox::Mail) -> Result<Letter, AppError> {
    let secrets: BTreeMap<String, String> = match &mail.secrets {
        None => BTreeMap::new(),
        Some(json) => serde_json::from_str(json).map_err(|_| AppError::Unreadable("secrets of a mail"))?,
    };
    let parts = parts(mail)?;
    let missing = parts.iter().any(|part| match part {
        Part::SecretCode(name) | Part::SecretLink { secret: name, .. } => !secrets.contains_key(name),
        _ => false,
    });
    if missing {
        return Err(AppError::Unreadable("a secret of a mail is gone"));
    }
    let reveal = |name: &str| secrets.get(name).cloned().unwrap_or_default();
    let language = Language::from_code(&mail.language);
    Ok(Letter {
        to: mail.to.clone(),
        language: mail.language.clone(),
        subject: mail.subject.clone(),
        plain: plain(&parts, language, reveal),
        html: html(&parts, language, &mail.subject, reveal),
        message_id: mail.message_id.clone(),
        way_out: secrets.get(super::WAY_OUT).cloned(),
    })
}

/// The mail with dots where its secrets are.
///
/// # Errors
/// [`AppError::Unreadable`] when its parts cannot be read.
pub fn shown(mail: &outbox::Mail) -> Result<Shown, AppError> {
    let language = Language::from_code(&mail.language);
    Ok(Shown { plain: plain(&parts(mail)?, language, |_| "••••••••".to_owned()) })
}

fn parts(mail: &outbox::Mail) -> Result<Vec<Part>, AppError> {
    serde_json::from_str(&mail.body).map_err(|_| AppError::Unreadable("parts of a mail"))
}

const fn greeting(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Goedendag,",
        Language::English => "Hello,",
    }
}

const fn closing(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Dutch => (
            "Met vriendelijke groet,\nVroegteken",
            "Vroegteken is het portaal voor overeenkomsten over vroegsignalering.",
        ),
        Language::English => {
            ("Kind regards,\nVroegteken", "Vroegteken is the portal for agreements on early detection of debt.")
        }
    }
}

/// A code in two groups of four, easier to read and type.
fn grouped(code: &str) -> String {
    if code.len() == 8 && code.is_ascii() { format!("{} {}", &code[..4], &code[4..]) } else { code.to_owned() }
}

fn plain(parts: &[Part], language: Language, reveal: impl Fn(&str) -> String) -> String {
    let mut text = format!("{}\n\n", greeting(language));
    for part in parts {
        // Writing to a string cannot fail.
        let _ = match part {
            Part::Text(words) => writeln!(text, "{words}\n"),
            Part::Quote(words) => {
                writeln!(text, "{}\n", words.lines().map(|l| format!("> {l}\n")).collect::<String>().trim_end())
            }
            Part::Facts(facts) => {
                for (name, value) in facts {
                    let _ = writeln!(text, "- {name}: {value}");
                }
                writeln!(text)
            }
            Part::Link { label, url } | Part::Foot { label, url } => writeln!(text, "{label}:\n{url}\n"),
            Part::SecretLink { label, secret } => writeln!(text, "{label}:\n{}\n", reveal(secret)),
            Part::SecretCode(secret) => writeln!(text, "    {}\n", grouped(&reveal(secret))),
        };
    }
    let (words, about) = closing(language);
    let _ = writeln!(text, "{words}\n\n-- \n{about}");
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

const PARAGRAPH: &str = "margin:0 0 16px;font-size:17px;line-height:1.55;color:#1d2b2f";
const BUTTON: &str = "display:inline-block;padding:12px 22px;border-radius:6px;background:#0b5a55;color:#ffffff;\
    font-size:17px;font-weight:600;text-decoration:none";

/// Mail readers know no style sheets: every element carries its own look.
fn html(parts: &[Part], language: Language, subject: &str, reveal: impl Fn(&str) -> String) -> String {
    let mut body = format!("<p style=\"{PARAGRAPH}\">{}</p>", greeting(language));
    for part in parts {
        let _ = match part {
            Part::Text(words) => write!(body, "<p style=\"{PARAGRAPH}\">{}</p>", escape(words).replace('\n', "<br>")),
            Part::Quote(words) => write!(
                body,
                "<blockquote style=\"margin:0 0 16px;padding:8px 16px;border-left:4px solid #d9a441;font-size:17px;\
                 line-height:1.55;color:#1d2b2f\">{}</blockquote>",
                escape(words).replace('\n', "<br>")
            ),
            Part::Facts(facts) => {
                let rows: String = facts
                    .iter()
                    .map(|(name, value)| {
                        format!(
                            "<tr><th scope=\"row\" style=\"padding:4px 16px 4px 0;text-align:left;vertical-align:top;font-weight:600\">{}</th>\
                             <td style=\"padding:4px 0\">{}</td></tr>",
                            escape(name),
                            escape(value)
                        )
                    })
                    .collect();
                write!(
                    body,
                    "<table style=\"margin:0 0 16px;font-size:17px;color:#1d2b2f;border-collapse:collapse\">{rows}</table>"
                )
            }
            Part::Link { label, url } => write!(
                body,
                "<p style=\"margin:0 0 20px\"><a href=\"{}\" style=\"{BUTTON}\">{}</a></p>",
                escape(url),
                escape(label)
            ),
            Part::Foot { label, url } => write!(
                body,
                "<p style=\"margin:0 0 16px;font-size:14px;line-height:1.55;color:#4a5a5e\"><a href=\"{}\" \
                 style=\"color:#0b5a55\">{}</a></p>",
                escape(url),
                escape(label)
            ),
            Part::SecretLink { label, secret } => write!(
                body,
                "<p style=\"margin:0 0 20px\"><a href=\"{}\" style=\"{BUTTON}\">{}</a></p>",
                escape(&reveal(secret)),
                escape(label)
            ),
            Part::SecretCode(secret) => write!(
                body,
                "<p style=\"margin:0 0 20px;font-size:30px;letter-spacing:3px;font-weight:700;color:#0b5a55\">{}</p>",
                escape(&grouped(&reveal(secret)))
            ),
        };
    }
    let (words, about) = closing(language);
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title></head><body style=\"margin:0;padding:24px 12px;background:#f4f1ea;font-family:'Source Sans 3',\
         'Segoe UI',Helvetica,Arial,sans-serif\"><div style=\"max-width:600px;margin:0 auto;padding:28px 28px 20px;\
         background:#ffffff;border-radius:10px;border-top:6px solid #0b5a55\">{body}<p style=\"{PARAGRAPH}\">{}</p></div>\
         <p style=\"max-width:600px;margin:14px auto 0;padding:0 28px;font-size:14px;color:#4a5a5e\">{}</p></body></html>",
        language.code(),
        escape(subject),
        words.replace('\n', "<br>"),
        about
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Mail;
    use domain::ids::MailId;

    fn row() -> outbox::Mail {
        Mail::new("test", Language::English, "Your <code>")
            .text("a < b")
            .code("12345678")
            .quote("one\ntwo")
            .facts(vec![("KvK".into(), "87654321".into())])
            .secret_link("Go on", "https://portal.example/x?a=1&b=2")
            .into_row(MailId(uuid::Uuid::nil()), "a@b.example", "<x@y>".into(), jiff::Timestamp::UNIX_EPOCH)
            .expect("plain data")
    }

    #[test]
    fn text_and_html_say_the_same() {
        let letter = letter(&row()).expect("readable");
        for part in ["1234 5678", "one", "two", "Go on", "KvK"] {
            assert!(letter.plain.contains(part) && letter.html.contains(part), "{part}");
        }
        assert!(letter.html.contains("a &lt; b") && letter.html.contains("?a=1&amp;b=2"));
    }

    #[test]
    fn the_administrator_sees_no_secrets() {
        let shown = shown(&row()).expect("readable").plain;
        assert!(!shown.contains("1234") && !shown.contains("portal.example"), "{shown}");
        let kept = row().body;
        assert!(!kept.contains("12345678") && !kept.contains("portal.example"), "{kept}");
    }

    #[test]
    fn without_its_secrets_it_is_not_sent() {
        let mut mail = row();
        mail.secrets = None;
        assert!(letter(&mail).is_err());
    }
}
