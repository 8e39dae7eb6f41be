//! Entries in and out of the file, with one digest over all of them.

use super::{BackupError, LARGEST};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sha2::{Digest as _, Sha256};
use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write as _},
};

/// Entries that go into a file.
pub(super) struct Writer {
    tar: tar::Builder<GzEncoder<BufWriter<File>>>,
    digest: Sha256,
    seconds: u64,
}

impl Writer {
    /// Into this file; entries are said to be of `seconds` since 1970.
    pub(super) fn new(file: File, seconds: u64) -> Self {
        let gzip = GzEncoder::new(BufWriter::with_capacity(1 << 18, file), Compression::fast());
        Self { tar: tar::Builder::new(gzip), digest: Sha256::new(), seconds }
    }

    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupError> {
        sum(&mut self.digest, name, bytes);
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        self.tar.append_data(&mut header, name, bytes).map_err(BackupError::writing)
    }

    /// The digest over all entries so far, in hexadecimal.
    pub(super) fn digest(&self) -> String {
        hexadecimal(&self.digest.clone().finalize())
    }

    /// Ends the file and waits until it is safe.
    pub(super) fn finish(self) -> Result<(), BackupError> {
        let end = || -> io::Result<()> {
            let mut buffer = self.tar.into_inner()?.finish()?;
            buffer.flush()?;
            buffer.get_ref().sync_all()
        };
        end().map_err(BackupError::writing)
    }
}

/// Entries of a file.
pub(super) struct Reader {
    tar: tar::Archive<GzDecoder<BufReader<File>>>,
    digest: Sha256,
}

impl Reader {
    pub(super) fn new(file: File) -> Self {
        let gzip = GzDecoder::new(BufReader::with_capacity(1 << 18, file));
        Self { tar: tar::Archive::new(gzip), digest: Sha256::new() }
    }

    /// Every entry in its order. `take` gets the digest over all entries before, the name and the bytes, and says
    /// whether this was the last one. Then the file has to end, with a checksum that fits.
    pub(super) async fn each(
        mut self,
        mut take: impl AsyncFnMut(&str, &str, Vec<u8>) -> Result<bool, BackupError>,
    ) -> Result<(), BackupError> {
        let mut ended = false;
        for entry in self.tar.entries().map_err(BackupError::reading)? {
            let mut entry = entry.map_err(BackupError::reading)?;
            if ended {
                return Err(BackupError::Damaged("something stands behind its end"));
            }
            let (name, bytes) = contents(&mut entry)?;
            let before = hexadecimal(&self.digest.clone().finalize());
            sum(&mut self.digest, &name, &bytes);
            ended = take(&before, &name, bytes).await?;
        }
        if !ended {
            return Err(BackupError::CutOff);
        }
        io::copy(&mut self.tar.into_inner(), &mut io::sink()).map_err(BackupError::reading)?;
        Ok(())
    }

    /// The first entry.
    pub(super) fn first(mut self) -> Result<(String, Vec<u8>), BackupError> {
        let first = self.tar.entries().map_err(BackupError::reading)?.next();
        contents(&mut first.ok_or(BackupError::NotABackup)?.map_err(BackupError::reading)?)
    }
}

fn contents(entry: &mut tar::Entry<impl Read>) -> Result<(String, Vec<u8>), BackupError> {
    let name = String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| BackupError::Damaged("a name"))?;
    let size = entry.header().size().map_err(BackupError::reading)?;
    if size > LARGEST || !entry.header().entry_type().is_file() {
        return Err(BackupError::Damaged("an entry is too large, or no file"));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(BackupError::reading)?;
    if bytes.len() as u64 != size {
        return Err(BackupError::CutOff);
    }
    Ok((name, bytes))
}

fn sum(digest: &mut Sha256, name: &str, bytes: &[u8]) {
    digest.update((name.len() as u64).to_be_bytes());
    digest.update(name);
    digest.update((bytes.len() as u64).to_be_bytes());
    digest.update(bytes);
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
