//! Why an authority gives no time-stamp (`PKIFailureInfo`: RFC 3161, 2.4.2).

use std::fmt;

use der::asn1::BitString;

/// The reason of a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// An algorithm that the authority does not have.
    BadAlg,
    /// A request that is not permitted or supported.
    BadRequest,
    /// Data in a wrong format.
    BadDataFormat,
    /// The authority has no time.
    TimeNotAvailable,
    /// A policy that the authority does not have.
    UnacceptedPolicy,
    /// An extension that the authority does not have.
    UnacceptedExtension,
    /// Additional information that the authority does not have.
    AddInfoNotAvailable,
    /// Something is broken over there.
    SystemFailure,
    /// No reason, or one that RFC 3161 does not have.
    Unnamed,
}

const BITS: [(usize, Failure, &str); 8] = [
    (0, Failure::BadAlg, "badAlg"),
    (2, Failure::BadRequest, "badRequest"),
    (5, Failure::BadDataFormat, "badDataFormat"),
    (14, Failure::TimeNotAvailable, "timeNotAvailable"),
    (15, Failure::UnacceptedPolicy, "unacceptedPolicy"),
    (16, Failure::UnacceptedExtension, "unacceptedExtension"),
    (17, Failure::AddInfoNotAvailable, "addInfoNotAvailable"),
    (25, Failure::SystemFailure, "systemFailure"),
];

impl Failure {
    /// The first reason among the bits.
    pub(super) fn read(bits: Option<&BitString>) -> Self {
        let set = |bit: &usize| bits.is_some_and(|bits| bits.get(*bit) == Some(true));
        BITS.iter().find(|(bit, ..)| set(bit)).map_or(Self::Unnamed, |(_, failure, _)| *failure)
    }

    /// The reason as a list of named bits, without zeros at its end (X.690, 11.2.2).
    pub(super) fn bits(self) -> Result<Option<BitString>, der::Error> {
        let Some((bit, ..)) = BITS.iter().find(|(_, failure, _)| *failure == self) else { return Ok(None) };
        let mut bytes = vec![0_u8; bit / 8 + 1];
        bytes[bit / 8] = 0x80 >> (bit % 8);
        let unused = bytes[bit / 8].trailing_zeros();
        Ok(Some(BitString::new(u8::try_from(unused).unwrap_or_default(), bytes)?))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = BITS.iter().find(|(_, failure, _)| failure == self).map_or("without a reason", |(.., name)| name);
        formatter.write_str(name)
    }
}
