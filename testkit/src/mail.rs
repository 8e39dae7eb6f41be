//! A mail server that keeps what it gets, and can be told to fail.

use app::{
    mail::Letter,
    ports::{MailTransport, NotSent, PortFuture},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the mail server does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Server {
    /// Takes every mail.
    #[default]
    Up,
    /// Does not answer.
    Down,
    /// Refuses every mail for good.
    Refuses,
    /// Takes the mail, but its answer gets lost: the sender cannot know.
    AnswerLost,
}

/// Keeps every mail.
#[derive(Debug, Default)]
pub struct CaughtMail {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    letters: Vec<Letter>,
    server: Server,
    offered: usize,
}

impl CaughtMail {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on the server does this.
    pub fn set(&self, server: Server) {
        self.inner().server = server;
    }

    /// Everything that arrived, oldest first.
    #[must_use]
    pub fn all(&self) -> Vec<Letter> {
        self.inner().letters.clone()
    }

    /// What arrived for one address, oldest first.
    #[must_use]
    pub fn to(&self, address: &str) -> Vec<Letter> {
        self.all().into_iter().filter(|letter| letter.to == address).collect()
    }

    /// The last mail to one address.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn last_to(&self, address: &str) -> Letter {
        self.to(address).pop().unwrap_or_else(|| panic!("no mail for {address}"))
    }

    /// How often a mail was offered, taken or not.
    #[must_use]
    pub fn offered(&self) -> usize {
        self.inner().offered
    }

    /// The link in the last mail to one address that leads to `path…`, from its path on.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn link(&self, address: &str, path: &str) -> String {
        let letters = self.to(address);
        let found = letters.iter().rev().find_map(|letter| {
            letter.plain.split_whitespace().find_map(|word| {
                let at = word.find(path)?;
                word.starts_with("http").then(|| word[at..].to_owned())
            })
        });
        found.unwrap_or_else(|| panic!("no link to {path} for {address}"))
    }

    /// The code in the last mail to one address.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn code(&self, address: &str) -> String {
        let letter = self.last_to(address);
        let digits = |line: &str| line.split_whitespace().collect::<String>();
        let code =
            letter.plain.lines().map(digits).find(|line| line.len() == 8 && line.bytes().all(|b| b.is_ascii_digit()));
        code.unwrap_or_else(|| panic!("no code in the last mail to {address}: {}", letter.subject))
    }
}

impl MailTransport for CaughtMail {
    fn send<'a>(&'a self, letter: &'a Letter) -> PortFuture<'a, Result<(), NotSent>> {
        Box::pin(async move {
            let mut inner = self.inner();
            inner.offered += 1;
            match inner.server {
                Server::Up => {
                    inner.letters.push(letter.clone());
                    Ok(())
                }
                Server::Down => Err(NotSent::Later("no connection".to_owned())),
                Server::Refuses => Err(NotSent::Never("the mail server answered 550".to_owned())),
                Server::AnswerLost => {
                    inner.letters.push(letter.clone());
                    Err(NotSent::Later("the mail server did not answer in time".to_owned()))
                }
            }
        })
    }
}
