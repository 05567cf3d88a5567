//! `prob` alone: what it can do, in a few lines.

use crate::cli::end::End;
use crate::cli::options::Options;
use crate::cli::output::{Output, Stream};
use crate::help::Language;
use crate::render::markup::{Line, Tone};

/// Writes the overview.
pub(super) fn show(options: &Options) -> Result<(), End> {
    let (title, lines) = match options.view().language {
        Language::English => (
            "exact, explained and checked classical probability",
            [
                ("prob coin --flips 5 --heads 3", "three heads in five tosses"),
                ("prob dice 3d6 --sum '>=10'", "three dice add up to ten or more"),
                ("prob hand --draw 5 --event full_house", "a full house"),
                ("prob -e 'P(2d6 = 7)'", "any question in the question language"),
                ("prob help", "the method page by page, and the reference"),
                ("prob --help", "every command and option"),
            ],
        ),
        Language::Chinese => (
            "精确的古典概率：有推导，有检验",
            [
                ("prob coin --flips 5 --heads 3", "抛五次硬币，三次正面"),
                ("prob dice 3d6 --sum '>=10'", "三枚骰子的点数和不小于十"),
                ("prob hand --draw 5 --event full_house", "五张牌是葫芦"),
                ("prob -e 'P(2d6 = 7)'", "用问题语言提任何问题"),
                ("prob help", "逐页讲解方法，以及问题语言的参考"),
                ("prob --help", "所有命令和选项"),
            ],
        ),
    };
    let mut output = Output::new(Stream::Out, options.spoken().color);
    let mut sheet = output.sheet();
    let name = format!("prob {}", env!("CARGO_PKG_VERSION"));
    sheet.line(&Line::new().with(Tone::Strong, name).with(Tone::Plain, format!(": {title}")))?;
    sheet.gap()?;
    for (command, says) in lines {
        sheet.line(&Line::new().pad(2).with(Tone::Code, command).pad(42).with(Tone::Plain, says))?;
    }
    output.finish()?;
    Ok(())
}
