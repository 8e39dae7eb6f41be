//! The structures of RFC 3161, 2.4, both ways.

use der::asn1::{Any, BitString, Int, ObjectIdentifier, OctetString};
use der::{DecodeValue, EncodeValue, FixedTag, Header, Length, Reader, Sequence, Tag, Writer};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::TimeStampError;

/// `id-ct-TSTInfo` (RFC 3161, 2.4.2).
pub(super) const TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

fn no() -> bool {
    false
}

/// `MessageImprint` (RFC 3161, 2.4.1).
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct MessageImprint {
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) digest: OctetString,
}

/// `TimeStampReq` (RFC 3161, 2.4.1).
#[derive(Debug, Clone, Sequence)]
pub(super) struct TimeStampReq {
    pub(super) version: u8,
    pub(super) imprint: MessageImprint,
    #[asn1(optional = "true")]
    pub(super) policy: Option<ObjectIdentifier>,
    #[asn1(optional = "true")]
    pub(super) nonce: Option<Int>,
    #[asn1(default = "no")]
    pub(super) with_certificates: bool,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) extensions: Option<Vec<Extension>>,
}

/// `PKIStatusInfo` (RFC 3161, 2.4.2).
#[derive(Debug, Clone, Sequence)]
pub(super) struct StatusInfo {
    pub(super) status: u8,
    #[asn1(optional = "true")]
    pub(super) text: Option<Vec<String>>,
    #[asn1(optional = "true")]
    pub(super) failure: Option<BitString>,
}

/// `TimeStampResp` (RFC 3161, 2.4.2).
#[derive(Debug, Clone, Sequence)]
pub(super) struct TimeStampResp {
    pub(super) status: StatusInfo,
    #[asn1(optional = "true")]
    pub(super) token: Option<Any>,
}

/// `Accuracy` (RFC 3161, 2.4.2).
#[derive(Debug, Clone, Sequence)]
pub(super) struct Accuracy {
    #[asn1(optional = "true")]
    pub(super) seconds: Option<u32>,
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT", optional = "true")]
    pub(super) millis: Option<u16>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", optional = "true")]
    pub(super) micros: Option<u16>,
}

impl Accuracy {
    pub(super) fn duration(&self) -> Result<SignedDuration, TimeStampError> {
        if [self.millis, self.micros].into_iter().flatten().any(|part| !(1..=999).contains(&part)) {
            return Err(TimeStampError::Shape("an impossible accuracy"));
        }
        let part = |part: Option<u16>| i64::from(part.unwrap_or_default());
        Ok(SignedDuration::from_secs(self.seconds.unwrap_or_default().into())
            + SignedDuration::from_millis(part(self.millis))
            + SignedDuration::from_micros(part(self.micros)))
    }
}

/// `TSTInfo` (RFC 3161, 2.4.2).
#[derive(Debug, Clone, Sequence)]
pub(super) struct TstInfo {
    pub(super) version: u8,
    pub(super) policy: ObjectIdentifier,
    pub(super) imprint: MessageImprint,
    pub(super) serial: Int,
    pub(super) time: GenTime,
    #[asn1(optional = "true")]
    pub(super) accuracy: Option<Accuracy>,
    #[asn1(default = "no")]
    pub(super) ordering: bool,
    #[asn1(optional = "true")]
    pub(super) nonce: Option<Int>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) authority: Option<GeneralName>,
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true", optional = "true")]
    pub(super) extensions: Option<Vec<Extension>>,
}

/// `GeneralizedTime` with fractions of seconds, which the type of `der` refuses (RFC 3161, 2.4.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GenTime(String);

impl FixedTag for GenTime {
    const TAG: Tag = Tag::GeneralizedTime;
}

impl<'a> DecodeValue<'a> for GenTime {
    type Error = der::Error;

    fn decode_value<R: Reader<'a>>(reader: &mut R, header: Header) -> der::Result<Self> {
        let text = reader.read_vec(header.length())?;
        String::from_utf8(text).map(Self).map_err(|_| Self::TAG.value_error().into())
    }
}

impl EncodeValue for GenTime {
    fn value_len(&self) -> der::Result<Length> {
        self.0.len().try_into()
    }

    fn encode_value(&self, writer: &mut impl Writer) -> der::Result<()> {
        writer.write(self.0.as_bytes())
    }
}

impl GenTime {
    /// Whole seconds.
    pub(super) fn new(at: Timestamp) -> Self {
        Self(at.strftime("%Y%m%d%H%M%SZ").to_string())
    }

    /// `YYYYMMDDhhmmss`, with a full stop and digits of which the last is no zero when there is a fraction, and
    /// `Z` (RFC 3161, 2.4.2; X.690, 11.7). Beyond nanoseconds it is cut off.
    pub(super) fn moment(&self) -> Option<Timestamp> {
        let text = self.0.strip_suffix('Z')?;
        let (whole, fraction) = match text.split_once('.') {
            None => (text, None),
            Some((whole, fraction)) => (whole, Some(fraction)),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() != 14 || !digits(whole) {
            return None;
        }
        let nanoseconds = match fraction {
            None => 0,
            Some(fraction) if fraction.is_empty() || !digits(fraction) || fraction.ends_with('0') => return None,
            Some(fraction) => format!("{fraction:0<9}")[..9].parse().ok()?,
        };
        let part = |range: std::ops::Range<usize>| whole[range].parse::<i8>().ok();
        let year = whole[..4].parse().ok()?;
        let civil =
            DateTime::new(year, part(4..6)?, part(6..8)?, part(8..10)?, part(10..12)?, part(12..14)?, nanoseconds);
        TimeZone::UTC.to_timestamp(civil.ok()?).ok()
    }
}

#[cfg(test)]
mod timestamps {
    use super::GenTime;

    #[test]
    fn moments_are_read_to_the_letter() {
        let read = |text: &str| GenTime(text.to_owned()).moment().map(|at| at.to_string());
        assert_eq!(read("20261005083000Z").as_deref(), Some("2026-10-05T08:30:00Z"));
        assert_eq!(read("20261005083000.25Z").as_deref(), Some("2026-10-05T08:30:00.25Z"));
        assert_eq!(read("20261005083000.1234567891Z").as_deref(), Some("2026-10-05T08:30:00.123456789Z"));
        let refused = [
            "",
            "Z",
            "20261005083000",
            "202610050830Z",
            "20261005083000.Z",
            "20261005083000.50Z",
            "20261005083000,5Z",
            "20261005083000+0000",
            "20261305083000Z",
            "20260230083000Z",
            "20261005083060Z",
            "2026100508300éZ",
            "+0261005083000Z",
            "20261005083000.5.5Z",
        ];
        for text in refused {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
