//! The random stream: which random words a trial gets, and how trials are spread over threads.
//!
//! The scheme is frozen, so that a seed gives the same simulation on every machine and in every version:
//!
//! - The generator is ChaCha with 8 rounds in Bernstein's layout: a 256-bit key, a 64-bit block counter from 0, a 64-bit
//!   stream number. Words are read in order, and a 64-bit word is two 32-bit words, the lower half first.
//! - The key is the seed as 8 little-endian bytes, then the 24 ASCII bytes of `prob simulation stream 1`. It is built
//!   here because the expansion of `SeedableRng::seed_from_u64` is not promised to stay.
//! - Trials are cut into chunks of [`CHUNK`]; the last may be smaller. Chunk number i reads stream number i from its
//!   start.
//!
//! Since a chunk's words depend on the seed and its number only, and chunks are merged in their order, no result depends
//! on the number of threads. Whoever turns words into throws and draws must not lean on algorithms that `rand` may
//! change between versions (`random_range`, `shuffle`), or the promise ends there.

use crate::budget::{Budget, Measure};
use crate::error::{Error, ErrorKind};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// The trials of one chunk.
pub const CHUNK: u64 = 65_536;

/// The bytes of the key after the seed.
const KEY: [u8; 24] = *b"prob simulation stream 1";

/// More threads than this are not started, however many are asked for.
const MOST_THREADS: u64 = 256;

/// The most chunks that a thread hands over at once: waking the merging thread costs as much as a chunk of fast trials.
const MOST_AT_ONCE: u64 = 16;

/// The generator of one chunk of a simulation.
///
/// # Examples
/// ```
/// use prob::simulate::stream::generator;
/// use rand::Rng;
/// assert_eq!(generator(7, 0).next_u64(), generator(7, 0).next_u64());
/// assert_ne!(generator(7, 0).next_u64(), generator(7, 1).next_u64());
/// ```
#[must_use]
pub fn generator(seed: u64, chunk: u64) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..].copy_from_slice(&KEY);
    let mut generator = ChaCha8Rng::from_seed(key);
    generator.set_stream(chunk);
    generator
}

/// Runs `trials` in chunks over `threads` and merges what each chunk returns, in the order of the chunks.
///
/// `run` gets a chunk's generator and its number of trials. What is merged, and in which order, depends on the seed and
/// the number of trials alone. The budget is told how many trials were made. 0 threads count as 1, and no trials merge
/// nothing. Memory: some dozens of chunks' results
/// for each thread.
///
/// # Errors
/// The error of the first chunk (by number) that has one: from `run`, or because the user stopped the question
/// ([`ErrorKind::Interrupted`]) or its time is over ([`ErrorKind::TooExpensive`]), which is looked at before each chunk.
/// The chunks before it have been merged.
///
/// # Examples
/// ```
/// use prob::{budget::Budget, simulate::stream::tally};
/// use rand::Rng;
/// let mut heads = 0;
/// let coins = |generator: &mut rand::rngs::ChaCha8Rng, trials| {
///     Ok((0..trials).filter(|_| generator.next_u32() >> 31 == 1).count())
/// };
/// tally(1, 100_000, 2, &Budget::default(), coins, |hits| heads += hits)?;
/// assert!((49_000..51_000).contains(&heads));
/// # Ok::<(), prob::Error>(())
/// ```
pub fn tally<T, F>(
    seed: u64,
    trials: u64,
    threads: usize,
    budget: &Budget,
    run: F,
    merge: impl FnMut(T),
) -> Result<(), Error>
where
    T: Send,
    F: Fn(&mut ChaCha8Rng, u64) -> Result<T, Error> + Sync,
{
    let made = AtomicU64::new(0);
    let chunk = |i: u64, generator: &mut ChaCha8Rng| {
        let size = CHUNK.min(trials - i * CHUNK);
        let result = run(generator, size)?;
        budget.report(Measure::Trials, made.fetch_add(size, Ordering::Relaxed) + size, trials);
        Ok(result)
    };
    chunks(seed, trials.div_ceil(CHUNK), threads, budget, chunk, merge)
}

/// Runs so many chunks, of whatever size, each with its number and its generator, and merges what each returns, in order.
///
/// # Errors
/// Those of [`tally`].
pub(super) fn chunks<T: Send>(
    seed: u64,
    chunks: u64,
    threads: usize,
    budget: &Budget,
    run: impl Fn(u64, &mut ChaCha8Rng) -> Result<T, Error> + Sync,
    mut merge: impl FnMut(T),
) -> Result<(), Error> {
    let chunk = |i: u64| {
        check(budget)?;
        run(i, &mut generator(seed, i))
    };
    let threads = (threads as u64).min(MOST_THREADS).min(chunks);
    if threads <= 1 {
        return (0..chunks).try_for_each(|i| chunk(i).map(&mut merge));
    }
    // Small enough to keep every thread busy to the end.
    let size = (chunks / (threads * 8)).clamp(1, MOST_AT_ONCE);
    let batch = |b: u64| -> Batch<T> {
        let mut results = Vec::new();
        let failed = (b * size..chunks.min((b + 1) * size))
            .try_for_each(|i| chunk(i).map(|result| results.push(result)));
        (results, failed)
    };
    merge_batches(chunks.div_ceil(size), threads, batch, merge)
}

/// The results of neighbouring chunks up to the first that failed.
type Batch<T> = (Vec<T>, Result<(), Error>);

/// Works batches out over several threads, each of which takes every `threads`-th, and merges them in order.
///
/// Each thread has a short queue of its own, so that reading the queues in turn restores the order and a thread that is
/// ahead waits instead of piling up results.
fn merge_batches<T: Send>(
    batches: u64,
    threads: u64,
    batch: impl Fn(u64) -> Batch<T> + Sync,
    mut merge: impl FnMut(T),
) -> Result<(), Error> {
    let batch = &batch;
    thread::scope(|scope| {
        let start = |first: u64| -> Receiver<Batch<T>> {
            let (sender, receiver) = sync_channel(2);
            let work = move || {
                let mut mine = (first..batches).step_by(threads as usize);
                // When nobody receives any more, an earlier batch has failed.
                while mine.next().is_some_and(|b| sender.send(batch(b)).is_ok()) {}
            };
            // A thread that the system refuses leaves its queue closed, and its work to the merging thread.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
            receiver
        };
        let queues: Vec<_> = (0..threads).map(start).collect();
        (0..batches).try_for_each(|b| {
            let (results, failed) = queues[(b % threads) as usize].recv().unwrap_or_else(|_| batch(b));
            results.into_iter().for_each(&mut merge);
            failed
        })
    })
}

/// The budget's check in the words of a simulation, to which "ask `simulate`" is no way out.
fn check(budget: &Budget) -> Result<(), Error> {
    budget.check().map_err(|error| match error.kind() {
        ErrorKind::TooExpensive => {
            Error::new(ErrorKind::TooExpensive, "the simulation took more than twice the budget's time")
                .hint("ask for fewer trials, or allow a larger `--budget`")
        }
        _ => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::Rng;
    use std::time::Duration;

    /// One block of ChaCha with 8 rounds, by the definition in D. J. Bernstein, "ChaCha, a variant of Salsa20", 2008.
    fn chacha8_block(key: [u8; 32], counter: u64, stream: u64) -> [u32; 16] {
        let word = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let mut input: Vec<u32> = b"expand 32-byte k".chunks(4).chain(key.chunks(4)).map(word).collect();
        input.extend([counter as u32, (counter >> 32) as u32, stream as u32, (stream >> 32) as u32]);
        let mut s = input.clone();
        for _ in 0..4 {
            let columns = (0..4).map(|i| [i, i + 4, i + 8, i + 12]);
            let diagonals = (0..4).map(|i| [i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4]);
            for [a, b, c, d] in columns.chain(diagonals) {
                for (x, y, z, by) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
                    s[x] = s[x].wrapping_add(s[y]);
                    s[z] = (s[z] ^ s[x]).rotate_left(by);
                }
            }
        }
        std::array::from_fn(|i| s[i].wrapping_add(input[i]))
    }

    #[test]
    fn the_stream_is_the_documented_one() {
        for (seed, chunk) in
            [(0, 0), (1, 0), (1, 1), (u64::MAX, u64::MAX - 3), (0x0123_4567_89ab_cdef, 1 << 33)]
        {
            let mut key = seed.to_le_bytes().to_vec();
            key.extend_from_slice(b"prob simulation stream 1");
            let key = <[u8; 32]>::try_from(key).unwrap();
            let mut generator = generator(seed, chunk);
            for counter in 0..9 {
                for pair in chacha8_block(key, counter, chunk).chunks(2) {
                    assert_eq!(generator.next_u64(), u64::from(pair[1]) << 32 | u64::from(pair[0]));
                }
            }
        }
    }

    #[test]
    fn the_first_words_are_frozen() {
        let first = |seed, chunk| {
            let mut generator = generator(seed, chunk);
            [(); 3].map(|()| generator.next_u64())
        };
        assert_eq!(first(0, 0), [0x9b55_12fa_0331_7baf, 0x413c_1c68_802e_6cf5, 0x8c38_2cc0_8dad_c626]);
        assert_eq!(first(1, 0), [0x8570_191b_0947_8cf3, 0x5947_830e_cb44_964c, 0x28a3_b5a9_65d1_2183]);
        assert_eq!(first(1, 1), [0x1c48_0132_f0ac_b66c, 0x7512_70f6_b3e1_07ab, 0x831d_0b01_6284_031a]);
    }

    /// What every chunk merged: its trials and its first word.
    fn merged(trials: u64, threads: usize) -> Vec<(u64, u64)> {
        let mut all = Vec::new();
        let run = |generator: &mut ChaCha8Rng, trials| Ok((trials, generator.next_u64()));
        tally(42, trials, threads, &Budget::default(), run, |chunk| all.push(chunk)).unwrap();
        all
    }

    #[test]
    fn nothing_depends_on_the_number_of_threads() {
        for trials in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 7 * CHUNK + 5, 1_000 * CHUNK + 17] {
            let alone = merged(trials, 1);
            assert_eq!(alone.iter().map(|chunk| chunk.0).sum::<u64>(), trials);
            for (i, &(_, word)) in alone.iter().enumerate() {
                assert_eq!(word, generator(42, i as u64).next_u64());
            }
            for threads in [0, 2, 3, 8, usize::MAX] {
                assert_eq!(merged(trials, threads), alone, "{trials} trials over {threads} threads");
            }
        }
    }

    #[test]
    fn the_first_error_by_number_is_returned_and_what_precedes_it_merged() {
        for threads in [1, 2, 5] {
            let bad: Vec<u64> = [40, 41, 77].iter().map(|&i| generator(3, i).next_u64()).collect();
            let mut chunks = 0;
            let run = |generator: &mut ChaCha8Rng, _| {
                let first = generator.next_u64();
                match bad.iter().position(|&b| b == first) {
                    Some(which) => Err(Error::new(ErrorKind::Undefined, format!("bad {which}"))),
                    None => Ok(()),
                }
            };
            let error =
                tally(3, 200 * CHUNK, threads, &Budget::default(), run, |()| chunks += 1).unwrap_err();
            assert_eq!((error.message(), chunks), ("bad 0", 40));
        }
    }

    #[test]
    fn the_budget_is_told_how_many_trials_were_made() {
        let budget = Budget::default();
        tally(1, 2 * CHUNK + 3, 1, &budget, |_, _| Ok(()), |()| ()).unwrap();
        assert_eq!(
            budget.reports().latest(Duration::MAX),
            Some((Measure::Trials, 2 * CHUNK + 3, 2 * CHUNK + 3))
        );
    }

    #[test]
    fn the_cancel_flag_and_the_deadline_stop_the_trials() {
        for threads in [1, 4] {
            let budget = Budget::default();
            let cancel = budget.cancel_flag();
            let runs = AtomicU64::new(0);
            let run = |_: &mut ChaCha8Rng, _| {
                if runs.fetch_add(1, Ordering::Relaxed) == 20 {
                    cancel.store(true, Ordering::Relaxed);
                }
                Ok(())
            };
            let error = tally(1, u64::MAX, threads, &budget, run, |()| ()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Interrupted);
            assert!(runs.load(Ordering::Relaxed) < 1_000_000);

            let short = Budget::new(Duration::from_millis(1), 0);
            let error = tally(1, u64::MAX, threads, &short, |_, _| Ok(()), |()| ()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TooExpensive);
            assert!(!error.to_string().contains("simulate"), "{error}");
        }
    }
}
