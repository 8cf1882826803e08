"""Which problem serves what: each score of the self-assessment, the four problems, the checkpoints, what is said."""

from collections.abc import Mapping

import pytest

from app.catalog.catalog import Catalog
from app.problems.skills import Skill

HIGHEST = 5

SCORES: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "output-size": {
        2: ("output-size-formula",),
        3: ("output-size", "layer-stack"),
        4: ("explain-output-size", "dilated-size", "causal-size", "transposed-size"),
        5: ("reach-a-size", "three-layers-to-target", "same-padding", "same-two-frameworks", "pool-ceil"),
    },
    "sliding-dot-product": {
        2: ("explain-cnn",),
        3: ("convolve-by-hand", "which-kernel"),
        4: ("multi-channel-by-hand", "layer-params", "conv-against-dense", "explain-flip"),
        5: ("shift-the-input", "explain-equivariance"),
    },
    "receptive-field": {
        2: ("explain-small-kernels",),
        3: ("three-against-one", "layers-to-see"),
        4: ("field-stack", "alternating-strides", "dilated-field", "field-centre", "whiteboard-opening"),
        5: ("explain-receptive-field", "missed-objects", "explain-large-objects", "explain-early-stride"),
    },
    "pooling": {
        2: ("explain-max-or-average",),
        3: ("pool-by-hand", "explain-max-or-average"),
        4: ("pool-gradient", "global-pool", "explain-global-average-pooling"),
        5: ("pool-or-stride", "explain-stride-or-pool"),
    },
    "architectures": {
        2: ("innovation-to-architecture",),
        3: ("architectures-in-order", "name-the-architecture"),
        4: ("vgg-or-resnet", "block-params", "compound-scaling", "explain-architectures"),
        5: ("explain-convnext", "explain-attention-or-convolution", "design-for-a-task"),
    },
    "skip-gradient": {
        2: ("residual-block-order",),
        3: ("block-gradient",),
        4: ("skip-proof", "skip-proof-wrong-line", "block-derivatives", "jacobians-by-hand", "gradient-after-blocks"),
        5: ("identity-is-no-guarantee", "explain-vanishing", "explain-better-optimiser"),
    },
    "pointwise": {
        2: ("explain-1x1",),
        3: ("job-of-a-1x1",),
        4: ("inception-reduction", "bottleneck-params", "explain-bottleneck"),
        5: ("pointwise-by-hand", "explain-1x1", "explain-1x1-in-three-networks"),
    },
    "depthwise-separable": {
        2: ("explain-separable",),
        3: ("separable-params", "explain-separable"),
        4: ("separable-ratio", "separable-cost", "grouped-between"),
        5: ("explain-clock", "mbconv-cost", "explain-inverted-bottleneck", "design-under-constraints"),
    },
    "transfer-learning": {
        2: ("transfer-strategy",),
        3: ("trainable-params", "explain-transfer"),
        4: ("transfer-plan", "transfer-strategy"),
        5: ("explain-false-score", "recipe-mistakes", "normalise-a-pixel", "grey-into-stem", "radar-resnet"),
    },
}
PROBLEMS: Mapping[str, tuple[str, ...]] = {
    "sizes of a stack, with its parameters": ("layer-stack",),
    "what skips do for the gradient, proved": ("skip-proof", "skip-proof-wrong-line"),
    "standard against separable, with the clock": ("separable-cost", "explain-clock"),
    "a transfer plan, with its head and its grey stem": ("transfer-plan", "trainable-params", "grey-into-stem"),
}
"""The chapter's four problems, in order; where one has a second half it stands beside it."""

CHECKPOINTS: Mapping[str, tuple[str, ...]] = {
    "D0.1": ("output-size-formula", "output-size"),
    "D0.2": ("residual-block-order", "block-gradient"),
    "D0.3": ("architectures-in-order", "innovation-to-architecture"),
    "D3.1": ("alternating-strides",),
    "D3.2": ("separable-ratio", "explain-separable"),
    "D3.3": ("vgg-or-resnet",),
    "D7.1": ("explain-chain",),
    "D7.2": ("explain-1x1-in-three-networks", "job-of-a-1x1"),
    "D7.3": ("design-for-a-task",),
    "D14.1": ("three-layers-to-target",),
    "D14.2": ("skip-proof",),
    "D14.3": ("transfer-plan",),
    "D21.1": ("layer-stack", "skip-proof", "separable-cost", "transfer-plan"),
    "D21.2": ("explain-convnext",),
    "D21.3": ("explain-attention-or-convolution",),
}
SAID_ALOUD: Mapping[str, str] = {
    "a convolutional network in a minute": "explain-cnn",
    "why a ResNet and not a plain stack": "explain-chain",
    "what is behind “it prevents vanishing gradients”": "explain-vanishing",
    "why not a better optimiser": "explain-better-optimiser",
    "where the size formula comes from": "explain-output-size",
    "how a receptive field grows": "explain-receptive-field",
    "why strides come early": "explain-early-stride",
    "what dilation is for": "explain-dilation",
    "three 3 × 3 or one 7 × 7": "explain-small-kernels",
    "why the model misses large objects": "explain-large-objects",
    "maximum or mean": "explain-max-or-average",
    "when to stride a convolution instead": "explain-stride-or-pool",
    "what a global average replaces": "explain-global-average-pooling",
    "what a 1 × 1 is for": "explain-1x1",
    "the same in three networks": "explain-1x1-in-three-networks",
    "the bottleneck and its 17 times": "explain-bottleneck",
    "separable convolutions and their ratio": "explain-separable",
    "why the clock shows less": "explain-clock",
    "MBConv and ConvNeXt's block": "explain-inverted-bottleneck",
    "equivariance and its limits": "explain-equivariance",
    "convolution or cross-correlation": "explain-flip",
    "LeNet to ConvNeXt": "explain-architectures",
    "what ConvNeXt took from Transformers": "explain-convnext",
    "attention or convolution": "explain-attention-or-convolution",
    "transfer learning": "explain-transfer",
    "a score that leaked": "explain-false-score",
    "on the device": "explain-on-device",
}
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "from-convolution-to-attention": (
        "patch-embedding",
        "attention-cost",
        "attention-against-convolution",
        "layers-to-see-all",
        "position-interpolation",
        "window-attention",
    ),
}
"""What chapters beyond the first ask."""
SERVING = frozenset(
    {slug for scores in SCORES.values() for slugs in scores.values() for slug in slugs}
    | {slug for slugs in (*PROBLEMS.values(), *CHECKPOINTS.values()) for slug in slugs}
    | {*SAID_ALOUD.values()}
    | {slug for slugs in CHAPTERS.values() for slug in slugs}
)


@pytest.mark.parametrize("skill", list(Skill))
def test_every_score_above_the_lowest_has_a_problem_of_its_skill(skill: Skill, catalog: Catalog) -> None:
    scores = SCORES[skill]
    assert set(scores) == set(range(2, HIGHEST + 1))
    for score, slugs in scores.items():
        assert slugs, score
        assert {catalog.problem(slug).skill for slug in slugs} == {skill}, score


def test_what_it_takes_to_teach_is_asked_in_words_for_every_skill_or_built(catalog: Catalog) -> None:
    """Nobody is taken to be able to teach by numbers alone: a text with key points, or a design that is judged."""
    for skill, scores in SCORES.items():
        top = [catalog.problem(slug) for slug in scores[HIGHEST]]
        assert any(problem.explanation or problem.kind.inspect for problem in top), skill


def test_the_checkpoints_ask_what_stands_here(catalog: Catalog) -> None:
    asked = {task.code: {question.slug for question in task.questions} for task in catalog.ladder.tasks}
    assert asked == {code: set(slugs) for code, slugs in CHECKPOINTS.items()}


def test_the_four_problems_of_the_last_day_are_these(catalog: Catalog) -> None:
    asked = [question.slug for question in catalog.ladder.task(4, 1).questions]
    assert asked == [slugs[0] for slugs in PROBLEMS.values()]


def test_what_is_said_in_a_minute_has_key_points_and_a_model_answer(catalog: Catalog) -> None:
    explained = {slug for slug, problem in catalog.problems.items() if problem.explanation}
    assert explained == set(SAID_ALOUD.values())
    assert len(explained) == len(SAID_ALOUD)


def test_a_later_chapter_asks_what_stands_here(catalog: Catalog) -> None:
    for name, slugs in CHAPTERS.items():
        assert {problem.slug for problem in catalog.chapters.chapter(name).problems} == set(slugs), name


def test_no_problem_stands_by_itself_and_none_is_named_in_vain(catalog: Catalog) -> None:
    assert set(catalog.problems) == SERVING
