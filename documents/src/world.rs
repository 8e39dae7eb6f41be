//! What typst may see: one template, one file of words, the embedded fonts. No clock, no disk, no network.

use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// What all documents share.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: Source,
    words: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| Shared {
    library: LazyHash::new(Library::default()),
    book: LazyHash::new(FontBook::from_fonts(fonts::all())),
    main: Source::new(file_id("main.typ"), include_str!("../templates/agreement.typ").to_owned()),
    words: file_id("agreement.json"),
});

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document. The words come in as a file, so that typst knows which parts did not change.
pub(crate) struct DocumentWorld {
    words: Bytes,
}

impl DocumentWorld {
    /// A world whose `agreement.json` is this.
    pub(crate) fn new(words: Vec<u8>) -> Self {
        Self { words: Bytes::new(words) }
    }
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.main.id() { Ok(SHARED.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.words { Ok(self.words.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The embedded fonts (SIL Open Font License; the licences lie beside the files).
pub(crate) mod fonts {
    use super::{Bytes, Font, LazyLock};

    static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
        let Files { regular, semibold, title, arabic, hebrew } = FILES;
        [regular, semibold, title, arabic, hebrew].into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect()
    });

    /// The files themselves.
    pub(crate) struct Files {
        pub(crate) regular: &'static [u8],
        pub(crate) semibold: &'static [u8],
        title: &'static [u8],
        pub(crate) arabic: &'static [u8],
        pub(crate) hebrew: &'static [u8],
    }

    pub(crate) const FILES: Files = Files {
        regular: include_bytes!("../fonts/SourceSans3-Regular.ttf"),
        semibold: include_bytes!("../fonts/SourceSans3-SemiBold.ttf"),
        title: include_bytes!("../fonts/FiraSans-Medium.ttf"),
        arabic: include_bytes!("../fonts/NotoSansArabic-Regular.ttf"),
        hebrew: include_bytes!("../fonts/NotoSansHebrew-Regular.ttf"),
    };

    /// All of them, in the order of the book.
    pub(crate) fn all() -> &'static [Font] {
        &FONTS
    }

    /// Whether the text font (in both weights) or a font of another script has this character.
    pub(crate) fn have(letter: char) -> bool {
        let has = |font: &Font| font.info().coverage.contains(u32::from(letter));
        match all() {
            [regular, semibold, _, others @ ..] => (has(regular) && has(semibold)) || others.iter().any(has),
            _ => false,
        }
    }
}
