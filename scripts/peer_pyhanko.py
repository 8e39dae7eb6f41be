"""Milliseconds that pyHanko needs for one visible P-256 signature (PAdES B-B); the last line is the number.

Usage: peer_pyhanko.py SIGNED.pdf
"""

import datetime
import io
import sys
import time

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

key = ec.generate_private_key(ec.SECP256R1())
name = certificates.Name([certificates.NameAttribute(certificates.NameOID.COMMON_NAME, "Aaltje de Vries")])
now = datetime.datetime.now(datetime.timezone.utc)
made = (
    certificates.CertificateBuilder()
    .subject_name(name)
    .issuer_name(name)
    .public_key(key.public_key())
    .serial_number(1)
    .not_valid_before(now)
    .not_valid_after(now + datetime.timedelta(days=1))
    .sign(key, hashes.SHA256())
)
private = key.private_bytes(
    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
)
signer = signers.SimpleSigner(
    signing_cert=x509.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
    signing_key=keys.PrivateKeyInfo.load(private),
    cert_registry=SimpleCertificateStore(),
)
with open(sys.argv[1], "rb") as file:
    signed = file.read()
field = fields.SigFieldSpec("Proef", box=(60, 60, 275, 128), on_page=-1)
style = TextStampStyle(stamp_text="%(signer)s\nburgemeester\n%(ts)s")


def sign():
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    meta = signers.PdfSignatureMetadata(field_name="Proef", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    signers.PdfSigner(meta, signer=signer, new_field_spec=field, stamp_style=style).sign_pdf(writer, in_place=False)


sign()
begin = time.perf_counter()
for _ in range(30):
    sign()
print((time.perf_counter() - begin) * 1000 / 30)
