#!/usr/bin/env python3
"""An SMTP server for tests: STARTTLS and login required, a certificate of its own, mail into a folder.

It listens on 127.0.0.1 and, when ready, prints one line of JSON on standard output:

    {"port": 40125, "root_pem": "-----BEGIN CERTIFICATE-----…"}

`root_pem` is the root to trust. Every message accepted stands in the maildir as 000001.eml,
000002.eml, … with exactly the bytes that were sent. The server ends on SIGTERM and as soon as its
standard input is closed, so that it never outlives the test that started it.
"""

import argparse
import asyncio
import datetime
import json
import logging
import os
import signal
import ssl
import sys
import tempfile
import threading
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

USER, PASSWORD = b"portal", b"geheim-voor-de-test"


def pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def certificate(subject, key, issuer, issuer_key, extensions):
    """A certificate for `subject`, valid from an hour ago for a day, signed by `issuer_key`."""
    name = lambda text: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def tls(host_name):
    """Returns a server context for `host_name` and the PEM of the root that issued its certificate."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    issuer = "Testwortel van Vroegteken"
    usage = dict.fromkeys(
        ["content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
         "encipher_only", "decipher_only"], False)
    root = certificate(issuer, root_key, issuer, root_key, [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (x509.KeyUsage(digital_signature=False, key_cert_sign=True, crl_sign=True, **usage), True),
    ])
    server = certificate(host_name, key, issuer, root_key, [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (x509.SubjectAlternativeName([x509.DNSName(host_name)]), False),
        (x509.KeyUsage(digital_signature=True, key_cert_sign=False, crl_sign=False, **usage), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as chain:  # ssl reads keys from files only
        chain.write(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode())
        chain.write(pem(server))
        chain.flush()
        context.load_cert_chain(chain.name)
    return context, pem(root)


class Maildir:
    """Keeps what arrives; refuses the recipients in `refused` for good (550), and all for now (451) while `busy` exists.

    The answer to the first `drop` messages is lost: they are kept, and the connection ends before the 250.
    """

    def __init__(self, options):
        self.folder = Path(options.maildir)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.refused = {address.lower() for address in options.refuse}
        self.busy = Path(options.busy) if options.busy else None
        self.drop, self.slow = options.drop, options.slow
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.busy and self.busy.exists():
            return "451 4.3.0 try again later"
        if address.lower() in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        unfinished = self.folder / f".{self.count:06}.part"
        unfinished.write_bytes(envelope.original_content)
        unfinished.rename(self.folder / f"{self.count:06}.eml")  # whole or not at all
        await asyncio.sleep(self.slow)
        if self.drop > 0:
            self.drop -= 1
            server.transport.abort()
        return f"250 2.0.0 kept as {self.count:06}"


def authenticate(server, session, envelope, mechanism, data):
    """Accepts PLAIN and LOGIN with the one user and password."""
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


async def serve(options):
    context, root_pem = tls(options.host_name)
    starttls = not options.no_starttls
    maildir = Maildir(options)
    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def protocol():
        return SMTP(
            maildir, hostname=options.host_name, loop=loop,
            tls_context=context if starttls else None, require_starttls=starttls,
            authenticator=authenticate, auth_required=True, auth_require_tls=starttls,
        )

    def wait_for_end_of_input():
        while os.read(0, 4096):
            pass
        loop.call_soon_threadsafe(stop.set)

    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, stop.set)
    server = await loop.create_server(protocol, "127.0.0.1", options.port)
    threading.Thread(target=wait_for_end_of_input, daemon=True).start()
    port = server.sockets[0].getsockname()[1]
    print(json.dumps({"port": port, "root_pem": root_pem}), flush=True)
    await stop.wait()
    server.close()


def main():
    parser = argparse.ArgumentParser(description="SMTP server for tests; see the top of this file.")
    parser.add_argument("--maildir", required=True, help="folder for what arrives")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--host-name", default="localhost", help="name in the certificate")
    parser.add_argument("--no-starttls", action="store_true", help="offer no encryption")
    parser.add_argument("--refuse", action="append", default=[], metavar="ADDRESS",
                        help="answer 550 for this recipient (can be repeated)")
    parser.add_argument("--busy", metavar="FILE", help="answer 451 for every recipient while this file exists")
    parser.add_argument("--slow", type=float, default=0, metavar="SECONDS", help="wait before each last answer")
    parser.add_argument("--drop", type=int, default=0, metavar="N",
                        help="keep the first N messages and hang up before answering")
    options = parser.parse_args()
    # A client that hangs up on a wrong certificate is what some tests want: no noise about it.
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="aiosmtpd")
    asyncio.run(serve(options))


if __name__ == "__main__":
    sys.exit(main())
