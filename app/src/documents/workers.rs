//! Render processes: started when they are needed, limited in time and memory, ended when idle.
//!
//! What belongs here: processes and their pipes. What never does: which document, and what follows.

use crate::ports::{NotRendered, PortFuture, Renderer};
use ::documents::{
    AgreementFacts, Kind, Rendered,
    worker::{Request, read_reply, write_request},
};
use std::{
    ffi::OsString,
    io,
    path::PathBuf,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Semaphore,
};

/// How long one document may take.
const LONGEST: Duration = Duration::from_secs(30);
/// How long a process without work stays.
const IDLE: Duration = Duration::from_secs(30);
/// The longest reply that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A pool of render processes. Cheap to clone.
#[derive(Clone)]
pub struct Workers {
    inner: Arc<Inner>,
}

struct Inner {
    program: PathBuf,
    arguments: Vec<OsString>,
    width: usize,
    longest: Duration,
    room: Semaphore,
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    workers: Vec<(u64, Worker)>,
    returned: u64,
}

/// One process; dropping it kills it.
struct Worker {
    _child: Child,
    input: ChildStdin,
    output: ChildStdout,
}

impl Workers {
    /// Up to `width` processes of this program.
    #[must_use]
    pub fn new(program: PathBuf, arguments: Vec<OsString>, width: usize) -> Self {
        Self::with_limit(program, arguments, width, LONGEST)
    }

    /// As [`Workers::new`], with another limit on the time of one document.
    #[must_use]
    pub fn with_limit(program: PathBuf, arguments: Vec<OsString>, width: usize, longest: Duration) -> Self {
        let width = width.max(1);
        let (room, idle) = (Semaphore::new(width), Mutex::default());
        Self { inner: Arc::new(Inner { program, arguments, width, longest, room, idle }) }
    }

    async fn make(&self, facts: AgreementFacts, copy: Kind) -> Result<Rendered, NotRendered> {
        let inner = &self.inner;
        let _room = inner.room.acquire().await.map_err(|_| NotRendered::Later("the pool is closed"))?;
        let mut worker = match inner.take() {
            Some(worker) => worker,
            None => inner.start().map_err(|_| NotRendered::Later("it could not be started"))?,
        };
        let mut request = Vec::new();
        write_request(&mut request, &Request { facts, copy, texts: None })
            .map_err(|_| NotRendered::Later("the request could not be written"))?;
        // A worker that fails or is late is not put back: it is killed as it is dropped.
        let reply = tokio::time::timeout(inner.longest, worker.ask(&request))
            .await
            .map_err(|_| NotRendered::Later("it took too long"))?
            .map_err(|_| NotRendered::Later("it ended"))?;
        let reply = read_reply(&mut reply.as_slice()).map_err(|_| NotRendered::Later("it spoke another language"))?;
        self.put_back(worker);
        reply.map_err(|refused| NotRendered::Never(refused.0))
    }

    /// Keeps a worker for the next document, and lets it go when none comes.
    fn put_back(&self, worker: Worker) {
        let ticket = {
            let mut idle = self.inner.idle();
            idle.returned += 1;
            let ticket = idle.returned;
            idle.workers.push((ticket, worker));
            ticket
        };
        let pool = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(IDLE).await;
            pool.inner.idle().workers.retain(|(other, _)| *other != ticket);
        });
    }
}

impl Inner {
    fn idle(&self) -> std::sync::MutexGuard<'_, Idle> {
        // A poisoned lock holds processes that are still good.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Worker> {
        self.idle().workers.pop().map(|(_, worker)| worker)
    }

    fn start(&self) -> io::Result<Worker> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            // Several processes are faster than several threads: the memory of typst is one per process.
            .env("RAYON_NUM_THREADS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let gone = || io::Error::other("no pipe");
        let (input, output) = (child.stdin.take().ok_or_else(gone)?, child.stdout.take().ok_or_else(gone)?);
        Ok(Worker { _child: child, input, output })
    }
}

impl Worker {
    /// Sends a request and gives the bytes of the reply.
    async fn ask(&mut self, request: &[u8]) -> io::Result<Vec<u8>> {
        self.input.write_all(request).await?;
        self.input.flush().await?;
        let mut reply = Vec::new();
        let header = self.output.read_u32().await?;
        reply.extend_from_slice(&header.to_be_bytes());
        self.read(u64::from(header), &mut reply).await?;
        let body = self.output.read_u64().await?;
        reply.extend_from_slice(&body.to_be_bytes());
        self.read(body, &mut reply).await?;
        Ok(reply)
    }

    async fn read(&mut self, length: u64, into: &mut Vec<u8>) -> io::Result<()> {
        if length > LARGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let read = (&mut self.output).take(length).read_to_end(into).await?;
        if u64::try_from(read).is_ok_and(|read| read == length) {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}

impl Renderer for Workers {
    fn render(&self, facts: AgreementFacts, copy: Kind) -> PortFuture<'_, Result<Rendered, NotRendered>> {
        Box::pin(self.make(facts, copy))
    }

    fn width(&self) -> usize {
        self.inner.width
    }
}

/// Renders in this process: for tests and the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Renderer for InProcess {
    fn render(&self, facts: AgreementFacts, copy: Kind) -> PortFuture<'_, Result<Rendered, NotRendered>> {
        Box::pin(async move {
            let options = ::documents::RenderOptions { copy };
            tokio::task::spawn_blocking(move || ::documents::render(&facts, &options))
                .await
                .map_err(|_| NotRendered::Later("it ended"))?
                .map_err(|error| NotRendered::Never(error.to_string()))
        })
    }

    fn width(&self) -> usize {
        1
    }
}
