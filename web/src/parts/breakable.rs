//! Text with mail addresses in it that break where a reader expects it: after the @ and the dots.

use std::fmt::{self, Display, Formatter};

/// Escapes a text; each mail address in it may break after its @ and its dots, never inside a word.
pub fn breakable(text: &(impl AsRef<str> + ?Sized)) -> Breakable<'_> {
    Breakable(text.as_ref())
}

/// A text as [`breakable`] makes it.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Breakable<'a>(&'a str);

impl Display for Breakable<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for word in self.0.split_inclusive(char::is_whitespace) {
            let address = word.contains('@');
            for piece in word.split_inclusive(['@', '.']) {
                write!(f, "{}", askama::filters::escape(piece, askama::filters::Html).map_err(|_| fmt::Error)?)?;
                if address && piece.ends_with(['@', '.']) && !word.ends_with(piece) {
                    f.write_str("<wbr>")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::breakable;

    #[test]
    fn an_address_breaks_after_its_at_and_its_dots_and_other_text_does_not() {
        let broken = breakable("Mail s.de.wit@wonen.example.").to_string();
        assert_eq!(broken, "Mail s.<wbr>de.<wbr>wit@<wbr>wonen.<wbr>example.");
        assert_eq!(
            breakable("Een zin. <b>Nog</b> een.\n3.5").to_string(),
            "Een zin. &#60;b&#62;Nog&#60;/b&#62; een.\n3.5"
        );
    }
}
