//! What verification says.

use std::fmt;

use jiff::Timestamp;

use crate::certificate::Summary;

/// The judgement over a whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every slot is signed, and everything holds.
    AllSigned,
    /// At least one slot is signed and one is not; what is there holds.
    PartlySigned,
    /// Something does not hold; at least one finding.
    NotValid(Vec<Finding>),
    /// The file cannot be judged at all.
    Unreadable(Obstacle),
}

/// Everything that verification says about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The judgement.
    pub outcome: Outcome,
    /// The slots, in the order of the document; none when the file has another shape.
    pub slots: Vec<Slot>,
    /// The signatures, in the order in which they were made. Whether they hold says `outcome`.
    pub signatures: Vec<Signature>,
}

impl Report {
    pub(super) fn unreadable(obstacle: Obstacle) -> Self {
        Self { outcome: Outcome::Unreadable(obstacle), slots: Vec::new(), signatures: Vec::new() }
    }

    /// The findings, none when all holds.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        if let Outcome::NotValid(findings) = &self.outcome { findings } else { &[] }
    }
}

/// A place to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The name of its field.
    pub name: String,
    /// Whose signature comes here, as the document says it.
    pub tooltip: String,
    /// Whether there is a signature in it.
    pub signed: bool,
}

/// A signature: what it says of itself, and what its certificate says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of its field.
    pub field: String,
    /// Whose signature comes here, as the document says it.
    pub tooltip: String,
    /// The person, in full (`/Name`).
    pub person: String,
    /// For whom, in which function and on which ground (`/Reason`).
    pub reason: String,
    /// When, by the clock of whoever signed (`/M`).
    pub at: Option<Timestamp>,
    /// The certificate: person, organisation, its number, and period of validity.
    pub certificate: Option<Summary>,
    /// Which revision of the file it closed, from 1.
    pub revision: usize,
    /// How many bytes from the start of the file it covers, itself left out.
    pub covers: usize,
    /// Whether that is the whole file.
    pub covers_all: bool,
    /// Whether it allows nothing but other signatures after it (DocMDP with P 2).
    pub certifies: bool,
    /// SHA-256 of the evidence that the signature binds.
    pub evidence: Option<[u8; 32]>,
}

/// Why a file cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It is no PDF.
    NotPdf,
    /// It is larger than [`super::LARGEST`].
    TooLarge,
    /// It is encrypted; documents of ours never are.
    Encrypted,
}

impl Obstacle {
    /// A name for machines and for translations.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotPdf => "not-pdf",
            Self::TooLarge => "too-large",
            Self::Encrypted => "encrypted",
        }
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPdf => formatter.write_str("this is not a PDF file"),
            Self::TooLarge => {
                write!(
                    formatter,
                    "the file is larger than {} MiB, and no document of this portal is",
                    super::LARGEST >> 20
                )
            }
            Self::Encrypted => {
                formatter.write_str("the file is encrypted: it cannot be read, and no document of this portal is")
            }
        }
    }
}

/// Something that does not hold, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The field of the signature; `None` when the file as a whole is meant.
    pub field: Option<String>,
    /// What.
    pub problem: Problem,
}

impl Finding {
    pub(super) fn of_file(problem: Problem) -> Self {
        Self { field: None, problem }
    }

    pub(super) fn in_field(field: &str, problem: Problem) -> Self {
        Self { field: Some(field.to_owned()), problem }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(formatter, "{field}: {}", self.problem),
            None => self.problem.fmt(formatter),
        }
    }
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The file is not of the shape of our documents, and no trusted root stands behind a signature.
    #[error("not a document of this portal; it has {signatures} signatures, which are not judged here")]
    NotOurs {
        /// How many signatures there seem to be.
        signatures: usize,
    },
    /// The file has a signature of ours, but it cannot be read any more.
    #[error("the document was damaged or changed after signing: {0}")]
    Damaged(String),
    /// The document has places for signatures, and none in them: nothing says that it is genuine.
    #[error("nobody has signed this document, so nothing says that it is genuine")]
    NoSignature,
    /// A revision after the last signature.
    #[error("the document was changed after the last signature (revision {revision})")]
    Appended {
        /// Which revision, from 1.
        revision: usize,
    },
    /// A revision after the first signature changes more than one empty field.
    #[error("revision {revision} changes more than one signature may: {what}")]
    Changed {
        /// Which revision, from 1.
        revision: usize,
        /// What it changes.
        what: &'static str,
    },
    /// The signature dictionary says something else than ours do.
    #[error("the signature is not one of this portal: {0}")]
    Dictionary(&'static str),
    /// The byte range does not cover all of the revision.
    #[error("the signature does not cover all bytes: {0}")]
    ByteRange(&'static str),
    /// There is something beside the signature in the place of the signature.
    #[error("there is something beside the signature at byte {at}")]
    Beside {
        /// Bytes from the start of the file.
        at: usize,
    },
    /// The CMS message is not of the one shape that we write.
    #[error("the signature cannot be read: {0}")]
    Message(String),
    /// The digest is of other bytes: the document was changed, or the signature is of another document.
    #[error("the document was changed after this signature, or the signature is of another document")]
    DigestDiffers,
    /// The signature value was not made by the key of the certificate.
    #[error("the signature was not made with the key of its certificate")]
    ValueDiffers,
    /// No trusted root stands behind the certificate.
    #[error("the certificate of the signer is not from an issuer that is trusted here")]
    UnknownIssuer,
    /// A certificate that came along is not part of the chain.
    #[error("there is a certificate that does not belong to the signature")]
    StrayCertificate,
    /// A certificate is used for what it is not made for.
    #[error("a certificate is used for what it is not made for")]
    UnfitCertificate,
    /// A certificate was not valid at the time that the signature names.
    #[error("a certificate was not valid at the time of the signature")]
    CertificateNotValid,
    /// A certificate of the chain is revoked, at whatever time.
    #[error("a certificate is revoked since {0}")]
    Revoked(Timestamp),
    /// The signature names a time that has not come.
    #[error("the signature names a time that has not come yet")]
    InFuture,
    /// The name in the signature is not the name in the certificate.
    #[error("the name in the signature is not the name in the certificate")]
    NameDiffers,
    /// The first signature does not certify, or a later one does.
    #[error("the first signature has to certify the document, and only that one")]
    Certification,
}

impl Problem {
    /// A name for machines and for translations.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotOurs { .. } => "not-ours",
            Self::Damaged(_) => "damaged",
            Self::NoSignature => "no-signature",
            Self::Appended { .. } => "appended",
            Self::Changed { .. } => "changed",
            Self::Dictionary(_) => "dictionary",
            Self::ByteRange(_) => "byte-range",
            Self::Beside { .. } => "beside",
            Self::Message(_) => "message",
            Self::DigestDiffers => "digest-differs",
            Self::ValueDiffers => "value-differs",
            Self::UnknownIssuer => "unknown-issuer",
            Self::StrayCertificate => "stray-certificate",
            Self::UnfitCertificate => "unfit-certificate",
            Self::CertificateNotValid => "certificate-not-valid",
            Self::Revoked(_) => "revoked",
            Self::InFuture => "in-future",
            Self::NameDiffers => "name-differs",
            Self::Certification => "certification",
        }
    }
}
