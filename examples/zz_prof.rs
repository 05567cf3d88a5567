use prob::{
    Session,
    budget::Budget,
    session::Settings,
    solve::{Choice, solve},
};
use std::time::{Duration, Instant};
fn main() {
    let text = std::env::args().nth(1).unwrap();
    let n: u32 = std::env::args().nth(2).unwrap().parse().unwrap();
    let q = Session::default().questions(&text).unwrap().swap_remove(0);
    let _ = Settings::default();
    let mut best = Duration::from_secs(100);
    let t0 = Instant::now();
    for _ in 0..n {
        let t = Instant::now();
        let a = solve(&q, Choice::Cheapest, &Budget::new(Duration::from_secs(100), 1 << 30)).unwrap();
        best = best.min(t.elapsed());
        std::hint::black_box(a);
    }
    println!("{text} best {best:?} mean {:?}", t0.elapsed() / n);
    let mut m: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).collect();
    if let (Some(f), Some(c)) = (m.pop(), m.pop()) {
        let (c, f) = (c.parse().unwrap(), f.parse().unwrap());
        let mut best = Duration::from_secs(100);
        for _ in 0..n {
            let t = Instant::now();
            std::hint::black_box(prob::number::fair_sum_counts(c, f));
            best = best.min(t.elapsed());
        }
        println!("counts {best:?}");
    }
}
