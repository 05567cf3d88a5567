#!/usr/bin/env python3
"""Times shared jobs of `prob` beside other tools: python3 benches/peers/peers.py [--prob target/release/prob]

Makes a virtual environment in `target/peers`, installs what it can (icepool, dyce, lea, python-flint), builds a program
that asks the crate xdy and one that asks our library, and looks for the programs of rollcli (`roll`) and fend on the path
(`cargo install rollcli fend` puts them there). What cannot be had is left out. Everyone runs in a process of its own and
times the job inside it, imports left out, again and again for half a second: the least time counts. Of `prob` it is also
told how long the first and only exact value of a process took, and the whole process. Ratios are times of the peer over
ours.
"""
import argparse, json, pathlib, shutil, subprocess, sys, time, venv

PACKAGES = ["icepool", "dyce", "lea", "python-flint"]

# A job: our question, and what a user of each peer would write. The last expression is the job.
JOBS = [
    ("1000d6", "dist(1000d6)", {
        "icepool": "1000 @ icepool.d6",
        "dyce": "1000 @ dyce.H(6)",
        "lea": "lea.interval(1, 6).times(1000)",
        "xdy": "1000D6",
        "flint": "flint.fmpz_poly([0] + [1] * 6) ** 1000",
    }),
    # This law is not held: its weights are worked out as they are told, and each of them is.
    ("10000d6", "dist(10000d6)", {
        "flint": "flint.fmpz_poly([0] + [1] * 6) ** 10000",
    }),
    ("P(10000d6 >= 36000)", "P(10000d6 >= 36000)", {
        "flint": "sum((flint.fmpz_poly([0] + [1] * 6) ** 10000).coeffs()[36000:])",
    }),
    ("100d20 keep highest 50", "dist(100d20kh50)", {
        "icepool": "icepool.d20.pool(100).highest(50).sum()",
        "xdy": "100D20 drop lowest 50",
    }),
    ("100d100 keep highest 50", "dist(100d100kh50)", {
        "icepool": "icepool.d100.pool(100).highest(50).sum()",
        "xdy": "100D100 drop lowest 50",
    }),
    ("10d10, largest set", "dist(maxcount(10d10))", {
        "icepool": "icepool.d10.pool(10).largest_count()",
        "dyce": "sum(c for r, c in (10 @ dyce.P(10)).rolls_with_counts() if max(r.count(f) for f in r) >= 3)",
    }),
    ("500d100, all faces", "P(distinct(500d100) = 100)", {
        "icepool": "icepool.d100.pool(500).unique().size()",
    }),
    ("23 birthdays", "P(distinct(pool(23, d365)) < 23)", {
        "icepool": "icepool.d(365).pool(23).unique().size()",
    }),
    ("longest run of heads in 1000", "P(longest(heads in coins(1000)) >= 10)", {}),
    ("battle of 30 and 30",
     "S ~ chain (a, b) from (30, 30) step {(a-1, b): 1/2, (a, b-1): 1/2} until a = 0 or b = 0; P(S[2] = 0)", {}),
    ("seven cards of poker", "H ~ choose 7 from deck; dist(poker(H))", {}),
]
MODULES = {"icepool": "import icepool", "dyce": "import dyce", "lea": "from lea import interval; import lea",
           "flint": "import flint"}
PATIENCE = 60

TIMED = """
{imports}
import time
best = None
while best is None or total < 0.5:
    started = time.perf_counter()
    {code}
    took = time.perf_counter() - started
    best = took if best is None else min(best, took)
    total = took if 'total' not in dir() else total + took
print(best)
"""


def environment(folder):
    """The interpreter of an environment with the peers that can be had."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    for package in PACKAGES:
        run = subprocess.run([python, "-m", "pip", "install", "-q", package], capture_output=True)
        if run.returncode != 0:
            print(f"{package} cannot be installed here", file=sys.stderr)
    return python


XDY_MANIFEST = """
[package]
name = "ask-xdy"
version = "0.0.0"
edition = "2024"
[dependencies]
xdy = "0.14"
[workspace]
"""
XDY_PROGRAM = """
use std::time::Instant;
use xdy::{Budget, Evaluator, Unobserved, compile};

fn main() {
    let text = std::env::args().nth(1).expect("an expression");
    let (mut best, started) = (f64::MAX, Instant::now());
    while best == f64::MAX || started.elapsed().as_secs_f64() < 0.5 {
        let now = Instant::now();
        let evaluator = Evaluator::new(compile(&text).expect("a function"));
        let plan = evaluator.plan_distribution([]).expect("a plan");
        std::hint::black_box(plan.build(Budget::UNLIMITED, &Unobserved).expect("a distribution"));
        best = best.min(now.elapsed().as_secs_f64());
    }
    println!("{best}");
}
"""


OUR_MANIFEST = """
[package]
name = "ask-prob"
version = "0.0.0"
edition = "2024"
[dependencies]
classical-prob = {{ path = "{path}", default-features = false }}
[profile.release]
lto = "thin"
codegen-units = 1
panic = "abort"
[workspace]
"""
OUR_PROGRAM = """
use prob::{Session, budget::Budget, solve::{Choice, Exact, solve}};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn main() {
    let text = std::env::args().nth(1).expect("a question");
    let (mut best, started) = (f64::MAX, Instant::now());
    while best == f64::MAX || started.elapsed().as_secs_f64() < 0.5 {
        let now = Instant::now();
        let question = Session::default().questions(&text).expect("a question").pop().expect("a question");
        let budget = Budget::new(Duration::from_secs(60), 1 << 30);
        let answer = black_box(solve(&question, Choice::Cheapest, &budget).expect("an answer"));
        if let Exact::Distribution(law) = answer.value {
            law.each(|_, weight| {
                black_box(weight);
                Ok::<(), ()>(())
            })
            .expect("all weights");
        }
        best = best.min(now.elapsed().as_secs_f64());
    }
    println!("{best}");
}
"""


def rust_program(folder, name, manifest, program):
    """A program that asks a library of Rust; nothing where it cannot be built."""
    package = folder / name
    (package / "src").mkdir(parents=True, exist_ok=True)
    (package / "Cargo.toml").write_text(manifest)
    (package / "src" / "main.rs").write_text(program)
    command = ["cargo", "build", "-q", "--release", "--manifest-path", package / "Cargo.toml", "--target-dir", package / "target"]
    if shutil.which("cargo") is None or subprocess.run(command).returncode != 0:
        print(f"{name} cannot be built here", file=sys.stderr)
        return None
    return package / "target" / "release" / f"ask-{name}"


def peer_time(python, xdy, peer, code):
    """The seconds that a peer takes; nothing when it gives up, fails or takes too long."""
    if peer == "xdy":
        command = [xdy, code]
    else:
        command = [python, "-c", TIMED.format(imports=MODULES[peer], code=code)]
    if command[0] is None:
        return None, "is not here"
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return None, f"more than {PATIENCE} s"
    if run.returncode != 0:
        return None, (run.stderr.strip().splitlines() or ["failed"])[-1][:60]
    return float(run.stdout), ""


def our_times(program, prob, question):
    """The seconds of the exact value, of the first one in a process, and of the whole process."""
    inner, whole = [], []
    for _ in range(5):
        started = time.perf_counter()
        command = [prob, "eval", "--no-check", "--explain", "none", "--digits", "15", question]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        whole.append(time.perf_counter() - started)
    # The median needs the whole law, and prints one value of it; the mode of a sum of dice is found without.
    short = [prob, "eval", "--no-check", "--explain", "none", "--format", "json"]
    for _ in range(5):
        run = subprocess.run([*short, question.replace("dist(", "median(")], capture_output=True, check=True)
        inner.append(json.loads(run.stdout.splitlines()[-1])["elapsed_us"] / 1e6)
    again = float(subprocess.run([program, question], capture_output=True, text=True, check=True).stdout)
    return again, min(inner), min(whole)


def programs(prob):
    """Whole processes of the programs beside ours, on the smallest of questions."""
    rows = {"prob": [prob, "eval", "--no-check", "P(2d6 = 7)"], "rollcli": ["roll", "2d6"], "fend": ["fend", "2d6"]}
    for name, command in rows.items():
        if shutil.which(command[0]) is None:
            continue
        times = []
        for _ in range(50):
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append(time.perf_counter() - started)
        print(f"whole process {name:10} {min(times) * 1e3:8.2f} ms")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prob", default="target/release/prob")
    parser.add_argument("--environment", default="target/peers", type=pathlib.Path)
    arguments = parser.parse_args()
    python = environment(arguments.environment.absolute())
    folder, root = arguments.environment.absolute(), pathlib.Path(__file__).parents[2].absolute()
    xdy = rust_program(folder, "xdy", XDY_MANIFEST, XDY_PROGRAM)
    program = rust_program(folder, "prob", OUR_MANIFEST.format(path=root), OUR_PROGRAM)
    for name, question, peers in JOBS:
        ours, first, whole = our_times(program, arguments.prob, question)
        print(f"{name:30} prob       {ours * 1e3:10.4f} ms   (first {first * 1e3:.3f} ms, whole process {whole * 1e3:.2f} ms)")
        for peer, code in peers.items():
            took, why = peer_time(python, xdy, peer, code)
            said = why if took is None else f"{took * 1e3:10.3f} ms   {took / ours:8.1f} ×"
            print(f"{'':30} {peer:10} {said}")
    programs(arguments.prob)


if __name__ == "__main__":
    main()
