//! Many threads at work, one order: results come out as the items went in, and only so many wait for their turn.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How often a wait looks up for a signal.
const TICK: Duration = Duration::from_millis(100);

/// Results that wait for their turn.
struct Waiting<R> {
    results: BTreeMap<u64, R>,
    bytes: usize,
    turn: u64,
    threads: usize,
    over: bool,
    broken: bool,
}

struct Shared<I, R> {
    items: Mutex<(u64, I)>,
    waiting: Mutex<Waiting<R>>,
    changed: Condvar,
    /// Bytes of results that may wait, besides one result of each thread.
    budget: usize,
}

impl<I, R> Shared<I, R> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<R>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is done with an item.
pub(crate) trait Work: Send + Sync + 'static {
    /// What comes in.
    type Item: Send + 'static;
    /// What comes out.
    type Done: Send + 'static;
    /// Works on one item; `number` counts them from 0. Must not panic.
    fn work(&self, number: u64, item: Self::Item) -> Self::Done;
    /// Bytes that a result holds.
    fn weight(&self, done: &Self::Done) -> usize;
}

/// Says that a thread has ended, however it ended.
struct Ends<'a, I, R>(&'a Shared<I, R>);

impl<I, R> Drop for Ends<'_, I, R> {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        waiting.threads -= 1;
        waiting.broken |= std::thread::panicking();
        drop(waiting);
        self.0.changed.notify_all();
    }
}

/// Results in order. Threads are not waited for when it is dropped: one may be reading from a pipe that never ends.
pub(crate) struct Ordered<I, R>(Arc<Shared<I, R>>);

/// What a wait for the next result came to.
pub(crate) enum Next<R> {
    /// The next result.
    Done(R),
    /// Not yet: time to look for signals.
    Tick,
    /// No more.
    End,
    /// A thread broke off: the results after this one are not whole.
    Broken,
}

impl<I, R> Drop for Ordered<I, R> {
    fn drop(&mut self) {
        self.0.waiting().over = true;
        self.0.changed.notify_all();
    }
}

impl<I, R> Ordered<I, R> {
    /// The next result, as soon as it is there.
    pub(crate) fn next(&self, weight: impl Fn(&R) -> usize) -> Next<R> {
        let mut waiting = self.0.waiting();
        for _ in 0..2 {
            let turn = waiting.turn;
            if let Some(done) = waiting.results.remove(&turn) {
                waiting.turn += 1;
                waiting.bytes -= weight(&done);
                self.0.changed.notify_all();
                return Next::Done(done);
            }
            if waiting.threads == 0 {
                return if waiting.broken { Next::Broken } else { Next::End };
            }
            waiting = self.0.changed.wait_timeout(waiting, TICK).unwrap_or_else(PoisonError::into_inner).0;
        }
        Next::Tick
    }
}

/// Starts up to `threads` threads that take items one by one.
///
/// # Errors
/// When not a single thread can be started.
pub(crate) fn start<I, W>(items: I, threads: usize, budget: usize, work: W) -> std::io::Result<Ordered<I, W::Done>>
where
    I: Iterator<Item = W::Item> + Send + 'static,
    W: Work,
{
    let waiting = Waiting { results: BTreeMap::new(), bytes: 0, turn: 0, threads: 0, over: false, broken: false };
    let shared = Arc::new(Shared { items: Mutex::new((0, items)), waiting: Mutex::new(waiting), changed: Condvar::new(), budget });
    let work = Arc::new(work);
    for started in 0..threads.max(1) {
        let (mine, work) = (Arc::clone(&shared), Arc::clone(&work));
        shared.waiting().threads += 1;
        if let Err(error) = std::thread::Builder::new().spawn(move || run(&mine, &*work)) {
            shared.waiting().threads -= 1;
            if started == 0 {
                return Err(error);
            }
            break;
        }
    }
    Ok(Ordered(shared))
}

fn run<I: Iterator<Item = W::Item>, W: Work>(shared: &Shared<I, W::Done>, work: &W) {
    let _ends = Ends(shared);
    loop {
        let (number, item) = {
            let mut items = shared.items.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(item) = items.1.next() else { return };
            items.0 += 1;
            (items.0 - 1, item)
        };
        let done = work.work(number, item);
        let mut waiting = shared.waiting();
        waiting.bytes += work.weight(&done);
        waiting.results.insert(number, done);
        shared.changed.notify_all();
        while waiting.bytes > shared.budget && !waiting.over {
            waiting = shared.changed.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        if waiting.over {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Slow;

    impl Work for Slow {
        type Item = u64;
        type Done = u64;
        fn work(&self, number: u64, item: u64) -> u64 {
            // the first of every seven takes longest
            std::thread::sleep(Duration::from_micros(if number.is_multiple_of(7) { 900 } else { 30 }));
            item * 2
        }
        fn weight(&self, _: &u64) -> usize {
            10
        }
    }

    #[test]
    fn results_come_in_order_also_when_hardly_any_may_wait() {
        for (threads, budget) in [(1, 0), (8, 0), (8, 25), (64, 1 << 20)] {
            let ordered = start(0..500u64, threads, budget, Slow).expect("threads");
            let mut got = Vec::new();
            loop {
                match ordered.next(|_| 10) {
                    Next::Done(done) => got.push(done),
                    Next::Tick => {}
                    Next::End => break,
                    Next::Broken => panic!("no thread panics here"),
                }
            }
            assert!(got.iter().copied().eq((0..500).map(|n| n * 2)), "{threads} threads");
        }
    }
}
