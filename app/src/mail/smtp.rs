//! Hand-over by SMTP (RFC 5321) with STARTTLS (RFC 3207) and login (RFC 4954).
//!
//! Without a verified certificate nothing is sent: there is no setting that says otherwise.

use super::Letter;
use crate::ports::{MailTransport, NotSent, PortFuture};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
        extension::ClientId,
    },
};
use std::time::Duration;

/// How to reach the mail server.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate must bear.
    pub host: String,
    /// Its port, usually 587.
    pub port: u16,
    /// Name and password; without, no login is tried.
    pub login: Option<(String, String)>,
    /// One more root for its certificate, as PEM.
    pub root_pem: Option<Vec<u8>>,
    /// Sender, as `Vroegteken <portaal@example.nl>`.
    pub from: String,
}

/// The mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// By these settings; nothing is sent yet.
    ///
    /// # Errors
    /// A sentence that names what is wrong with the settings.
    pub fn new(settings: SmtpSettings) -> Result<Self, String> {
        let SmtpSettings { host, port, login, root_pem, from } = settings;
        let from: Mailbox = from.parse().map_err(|_| "the sender is no mail address".to_owned())?;
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(pem) = root_pem {
            let root = Certificate::from_pem(&pem).map_err(|_| "the extra root is no PEM certificate".to_owned())?;
            tls = tls.add_root_certificate(root);
        }
        let tls = tls.build_rustls().map_err(|error| format!("TLS cannot be set up: {error}"))?;
        let name = from.email.domain().to_owned();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)
            .port(port)
            .tls(Tls::Required(tls))
            .hello_name(ClientId::Domain(name))
            .timeout(Some(Duration::from_secs(30)));
        if let Some((user, password)) = login {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Self { transport: builder.build(), from })
    }

    fn message(&self, letter: &Letter) -> Result<Message, NotSent> {
        let never = |what: &str| NotSent::Never(what.to_owned());
        let to: Mailbox = letter.to.parse().map_err(|_| never("the address is not valid"))?;
        let mut message = Message::builder();
        if let Some(way_out) = &letter.way_out {
            message = message
                .raw_header(raw("List-Unsubscribe", &format!("<{way_out}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        message
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .message_id(Some(letter.message_id.clone()))
            .raw_header(raw("Content-Language", &letter.language))
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .multipart(MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone()))
            .map_err(|_| never("the mail could not be put together"))
    }
}

impl MailTransport for Smtp {
    fn send<'a>(&'a self, letter: &'a Letter) -> PortFuture<'a, Result<(), NotSent>> {
        Box::pin(async move {
            let message = self.message(letter)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                // The server's words can hold the address: only the code is kept.
                Err(error) if error.is_permanent() => Err(NotSent::Never(reason(&error))),
                Err(error) => Err(NotSent::Later(reason(&error))),
            }
        })
    }
}

fn reason(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_tls() => {
            "the connection to the mail server is not secure (certificate or STARTTLS)".to_owned()
        }
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None => {
            let mut cause: Option<&dyn std::error::Error> = Some(error);
            let mut words = String::new();
            while let Some(error) = cause {
                words = error.to_string();
                cause = error.source();
            }
            format!("no connection to the mail server: {words}")
        }
    }
}

/// A header of ASCII words that need no encoding.
fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
