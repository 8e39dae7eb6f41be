//! An authority that lives as long as its test, and a document store that can be told to fail.

use app::ports::{Credential, DocumentStore, NoCredential, PortFuture, SigningService, Subscriber};
use jiff::{SignedDuration, Timestamp};
use signing::{
    certificate::{Authority, Certificate, Request, Revoked, RootRequest},
    key::{P256Key, SystemRandom, generate},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
};
use storage::store::{Digest, Store, StoreError};

/// Vouches for whoever a test lets sign.
pub struct TestAuthority {
    authority: Authority,
    roots: [Certificate; 1],
    issued: AtomicU64,
    ended: AtomicBool,
}

impl TestAuthority {
    /// A fresh one, valid around the time of the tests.
    ///
    /// # Panics
    /// Never, with randomness.
    #[must_use]
    pub fn new() -> Self {
        let random = SystemRandom::new();
        let key = P256Key::from_pkcs8(&generate(&random).expect("a key"), random).expect("a key");
        let request = RootRequest {
            name: "Ondertekenautoriteit van een test",
            organisation: "Vroegteken in een test",
            public_key: key.public_key().expect("a public key"),
            serial: [1; 16],
            not_before: "2026-01-01T00:00:00Z".parse().expect("a time"),
            not_after: "2045-01-01T00:00:00Z".parse().expect("a time"),
        };
        let authority = Authority::make_root(&request, Box::new(key)).expect("a root");
        let roots = [authority.certificate().clone()];
        Self { authority, roots, issued: AtomicU64::new(0), ended: AtomicBool::new(false) }
    }

    /// From now on it is too near its end to issue anything.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }

    /// How many certificates it issued.
    #[must_use]
    pub fn issued(&self) -> u64 {
        self.issued.load(Ordering::Relaxed)
    }
}

impl Default for TestAuthority {
    fn default() -> Self {
        Self::new()
    }
}

impl SigningService for TestAuthority {
    fn credential<'a>(
        &'a self,
        who: &'a Subscriber,
        now: Timestamp,
    ) -> PortFuture<'a, Result<Credential, NoCredential>> {
        Box::pin(async move {
            if !self.issues(now) {
                return Err(NoCredential::AuthorityEnded);
            }
            let number = self.issued.fetch_add(1, Ordering::Relaxed);
            let mut serial = [7; 16];
            serial[8..].copy_from_slice(&number.to_be_bytes());
            let random = SystemRandom::new();
            let key = P256Key::from_pkcs8(&generate(&random).expect("a key"), random).expect("a key");
            let request = Request {
                person: &who.person,
                organisation: &who.organisation,
                kvk: who.kvk.as_deref(),
                public_key: key.public_key().expect("a public key"),
                serial,
                not_before: now - SignedDuration::from_mins(1),
                not_after: now + SignedDuration::from_hours(24 * 365),
                crl_url: "https://portaal.vroegteken.example/ca/ingetrokken.crl",
            };
            let certificate = self.authority.issue(&request)?;
            Ok(Credential { chain: vec![certificate, self.roots[0].clone()], signer: Box::new(key) })
        })
    }

    fn issues(&self, _: Timestamp) -> bool {
        !self.ended.load(Ordering::Relaxed)
    }

    fn roots(&self) -> &[Certificate] {
        &self.roots
    }

    fn revocation_list(&self, revoked: &[Revoked], now: Timestamp) -> Result<Vec<u8>, NoCredential> {
        let list = self.authority.revocation_list(1, now, now + SignedDuration::from_hours(24), revoked)?;
        Ok(list.der().to_vec())
    }

    fn is_demo(&self) -> bool {
        false
    }
}

/// A store on disk that can be told to be full: from the nth call on, until it is told otherwise.
pub struct FaultyStore {
    inner: Store,
    calls: AtomicI64,
    fails_at: AtomicI64,
}

impl FaultyStore {
    /// In this folder; it does not fail until it is told to.
    ///
    /// # Panics
    /// When the folder cannot be used.
    #[must_use]
    pub fn new(folder: &std::path::Path) -> Arc<Self> {
        let inner = Store::hasty_folder(folder).expect("a folder for documents");
        Arc::new(Self { inner, calls: AtomicI64::new(0), fails_at: AtomicI64::new(i64::MAX) })
    }

    /// Is full at the `n`th call from now (0: the next), and at every one after it.
    pub fn fill_up_after(&self, n: i64) {
        self.calls.store(0, Ordering::SeqCst);
        self.fails_at.store(n, Ordering::SeqCst);
    }

    /// Has space again. Gives how often it was called since it was told to fill up.
    pub fn make_room(&self) -> i64 {
        self.fails_at.store(i64::MAX, Ordering::SeqCst);
        self.calls.load(Ordering::SeqCst)
    }

    fn full(&self) -> Option<StoreError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let full = call >= self.fails_at.load(Ordering::SeqCst);
        full.then(|| StoreError::Unavailable(std::io::Error::from(std::io::ErrorKind::StorageFull).into()))
    }
}

impl DocumentStore for FaultyStore {
    fn put(&self, bytes: Vec<u8>) -> PortFuture<'_, Result<Digest, StoreError>> {
        Box::pin(async move {
            match self.full() {
                Some(full) => Err(full),
                None => self.inner.put(bytes).await,
            }
        })
    }

    fn get(&self, digest: Digest) -> PortFuture<'_, Result<Vec<u8>, StoreError>> {
        Box::pin(async move {
            match self.full() {
                Some(full) => Err(full),
                None => self.inner.get(digest).await,
            }
        })
    }

    fn remove(&self, digest: Digest) -> PortFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            match self.full() {
                Some(full) => Err(full),
                None => self.inner.remove(digest).await,
            }
        })
    }
}
