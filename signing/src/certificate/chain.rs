//! From the certificate of a signer to a root that is trusted (RFC 5280, 6.1).

use der::Decode;
use der::asn1::ObjectIdentifier;
use der::oid::AssociatedOid;
use jiff::Timestamp;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

use super::Certificate;

/// Certificates in a chain, the root included.
const LONGEST: usize = 4;

/// The way from a signer to a root, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// Signer first, trusted root last.
    Complete(Vec<Certificate>),
    /// No trusted root signed it, directly or through the certificates that came along.
    NoRoot,
    /// A certificate that came along is no part of the way.
    Stray(Certificate),
    /// A certificate of the chain is used for what it is not made for.
    Unfit(Certificate),
    /// A certificate of the chain was not valid at that time.
    NotValidAt(Certificate),
}

/// Builds the chain of `signer` at a time. `others` came along with the signature: each has to be part
/// of the chain, which no standard asks for, so that no byte of a signature is left unread.
#[must_use]
pub fn chain(signer: &Certificate, others: &[Certificate], roots: &[Certificate], at: Timestamp) -> Chain {
    let mut way = vec![signer.clone()];
    let root = loop {
        let last = &way[way.len() - 1];
        let issued = |issuer: &&Certificate| last.issuer() == issuer.subject() && last.is_signed_by(issuer);
        if let Some(root) = roots.iter().find(|root| *root == last).or_else(|| roots.iter().find(issued)) {
            break root;
        }
        match others.iter().filter(|other| !way.contains(other)).find(issued) {
            Some(issuer) if way.len() + 1 < LONGEST => way.push(issuer.clone()),
            _ => return Chain::NoRoot,
        }
    };
    if way[way.len() - 1] != *root {
        way.push(root.clone());
    }
    if let Some(stray) = others.iter().find(|other| !way.contains(other)) {
        return Chain::Stray(stray.clone());
    }
    for (index, certificate) in way.iter().enumerate() {
        let fit = if index == 0 { may_sign_documents(certificate) } else { may_issue(certificate, index - 1) };
        if !fit {
            return Chain::Unfit(certificate.clone());
        }
        if !certificate.period().is_ok_and(|(from, until)| from <= at && at <= until) {
            return Chain::NotValidAt(certificate.clone());
        }
    }
    Chain::Complete(way)
}

/// Extensions that are understood here; another one that is critical makes a certificate unfit
/// (RFC 5280, 4.2).
const UNDERSTOOD: [ObjectIdentifier; 2] = [BasicConstraints::OID, KeyUsage::OID];

fn understood(certificate: &Certificate) -> bool {
    certificate.extensions().iter().all(|extension| !extension.critical || UNDERSTOOD.contains(&extension.extn_id))
}

fn read<'a, T: AssociatedOid + Decode<'a>>(certificate: &'a Certificate) -> Option<T> {
    let extension = certificate.extensions().iter().find(|extension| extension.extn_id == T::OID)?;
    T::from_der(extension.extn_value.as_bytes()).ok()
}

/// `nonRepudiation`, and no authority.
fn may_sign_documents(certificate: &Certificate) -> bool {
    understood(certificate)
        && read::<KeyUsage>(certificate).is_some_and(|usage| usage.non_repudiation())
        && !read::<BasicConstraints>(certificate).is_some_and(|constraints| constraints.ca)
}

/// An authority with at most so many others below it (RFC 5280, 4.2.1.9).
fn may_issue(certificate: &Certificate, below: usize) -> bool {
    understood(certificate)
        && read::<KeyUsage>(certificate).is_some_and(|usage| usage.key_cert_sign())
        && read::<BasicConstraints>(certificate).is_some_and(|constraints| {
            constraints.ca && constraints.path_len_constraint.is_none_or(|most| below <= usize::from(most))
        })
}
