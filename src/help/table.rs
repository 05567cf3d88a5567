//! The table of pages: one row a page. A new page is two files and one row here.

use super::{Page, Section};

/// A row: the two texts are found by the page's number and slug, or by its slug alone.
macro_rules! page {
    ($section:ident $number:literal $slug:literal, $english:literal, $chinese:literal, $keywords:expr) => {
        Page {
            section: Section::$section,
            number: $number,
            slug: $slug,
            title_en: $english,
            title_zh: $chinese,
            keywords: &$keywords,
            en: include_str!(concat!("en/", $slug, ".md")),
            zh: include_str!(concat!("zh/", $slug, ".md")),
        }
    };
    ($section:ident $number:literal $file:literal, $slug:literal, $english:literal, $chinese:literal, $keywords:expr) => {
        Page {
            section: Section::$section,
            number: $number,
            slug: $slug,
            title_en: $english,
            title_zh: $chinese,
            keywords: &$keywords,
            en: include_str!(concat!("en/", $file, "-", $slug, ".md")),
            zh: include_str!(concat!("zh/", $file, "-", $slug, ".md")),
        }
    };
}

/// Every page, in the order in which they are listed.
pub(super) static PAGES: [Page; 12] = [
    page!(Questions 1 "01", "why-large",
        "Why are large models called large?", "大模型为什么称为大模型？",
        ["size", "parameters", "data", "computing", "参数", "参数规模", "数据规模", "计算资源"]),
    page!(Questions 2 "02", "scale-models",
        "What is the difference between a large model and a small model?", "大模型小模型区别？",
        ["scale", "scale model", "toy", "toy model", "实物模型", "玩具模型"]),
    page!(Questions 3 "03", "openai-and-pangu",
        "How do OpenAI's large models differ from the Pangu models?", "OpenAI 大模型和盘古大模型区别？",
        ["openai", "gpt", "gpt-oss", "chatgpt", "openness", "open weights", "开放性", "开源"]),
    page!(Questions 4 "04", "large-model-and-model",
        "What is the difference between a large model and a model?", "大模型和模型的区别？",
        ["model", "architecture", "complexity", "fraud", "模型", "架构", "复杂性", "欺诈检测"]),
    page!(Questions 5 "05", "large-and-small-models",
        "What is the difference between large models and small models?", "大模型和小模型区别？",
        ["pruning", "quantisation", "quantization", "剪枝", "量化"]),
    page!(Questions 6 "06", "wenxin-and-pangu",
        "How do the Wenxin models differ from the Pangu models?", "文心大模型和盘古大模型区别？",
        ["wenxin", "ernie", "baidu", "huawei", "pangu", "distillation", "transformer",
         "文心", "百度", "华为", "盘古", "蒸馏", "知识蒸馏"]),
    page!(Questions 7 "07", "what-is-a-large-model",
        "What is a large model?", "大模型概念？",
        ["large model", "large models", "definition", "大模型", "概念", "定义"]),
    page!(Questions 8 "08", "large-and-small-ai-models",
        "What is the difference between large and small AI models?", "AI 大模型和小模型区别？",
        ["small model", "small models", "overfitting", "majority", "小模型", "过拟合", "多数"]),
    page!(Questions 9 "09", "language-and-multimodal-models",
        "What is the difference between large language models and multimodal models?",
        "大语言模型、多模态模型区别？",
        ["llm", "language model", "language models", "multimodal", "multimodal models", "token",
         "语言模型", "大语言模型", "多模态", "多模态模型", "词元"]),
    page!(Questions 10 "10", "classical-probability",
        "What are the three basic models of classical probability?", "古典概率模型三大基本模型？",
        ["models", "three models", "classical", "probability", "equally likely", "multinomial", "binomial",
         "permutation", "combination", "permutations", "combinations", "coin", "dice", "die", "hand", "poker",
         "古典概率", "古典概型", "概率", "三大模型", "等可能", "多项", "多项式", "排列", "组合", "排列组合",
         "硬币", "骰子", "扑克"]),
    page!(Reference 1 "language", "The question language", "问题语言",
        ["grammar", "syntax", "reference", "examples", "语言", "语法", "参考", "示例"]),
    page!(Reference 2 "errors", "Errors", "错误",
        ["error", "error codes", "mistakes", "diagnostics", "错误代码", "报错"]),
];
