# SPDX-License-Identifier: Apache-2.0
"""Fits tree ensembles to examples and writes them in the form that the engine reads."""
import struct
from dataclasses import dataclass

import lightgbm
import numpy as np


@dataclass
class Examples:
    features: np.ndarray
    targets: np.ndarray
    weights: np.ndarray
    groups: np.ndarray

    @staticmethod
    def read(paths: list[str]) -> "Examples":
        parts = [Examples._read(path) for path in paths]
        return Examples(*(np.concatenate([getattr(p, name) for p in parts])
                          for name in ("features", "targets", "weights", "groups")))

    @staticmethod
    def _read(path: str) -> "Examples":
        with open(path, "rb") as file:
            rows, columns = np.fromfile(file, np.int32, 2)
            features = np.fromfile(file, np.float32, rows * columns).reshape(rows, columns)
            targets, weights, groups = (np.fromfile(file, np.float32, rows) for _ in range(3))
        return Examples(features, targets, weights, groups)


@dataclass(frozen=True)
class Shape:
    """How large an ensemble is and how it is fitted."""
    objective: str
    trees: int
    leaves: int
    learning_rate: float = 0.1
    smallest_leaf: int = 150
    rows: int = 1_200_000
    # Whether a split is the best of one threshold a feature, drawn at random (P. Geurts and others, "Extremely randomized
    # trees", 2006), instead of the best of all: measured to be a little better on pictures of another kind.
    random_thresholds: bool = False


def fit(examples: Examples, shape: Shape, seed: int) -> lightgbm.Booster:
    keep = np.arange(len(examples.targets))
    if len(keep) > shape.rows:
        keep = np.sort(np.random.default_rng(seed).choice(len(keep), shape.rows, replace=False))
    weights = examples.weights[keep]
    data = lightgbm.Dataset(examples.features[keep], examples.targets[keep], weight=weights / weights.mean())
    parameters = dict(
        objective=shape.objective, num_leaves=shape.leaves, learning_rate=shape.learning_rate,
        min_data_in_leaf=shape.smallest_leaf, lambda_l2=3, feature_fraction=0.6, max_bin=63, max_depth=9,
        extra_trees=shape.random_thresholds, verbose=-1, num_threads=2, seed=seed, deterministic=True, force_row_wise=True)
    return lightgbm.train(parameters, data, shape.trees)


def score(booster: lightgbm.Booster, examples: Examples) -> dict:
    """How well an ensemble does on examples that it has not seen."""
    prediction = booster.predict(examples.features)
    weights = examples.weights
    if booster.params["objective"] == "regression":
        error = np.sqrt(np.average((prediction - examples.targets) ** 2, weights=weights))
        spread = np.sqrt(np.average((examples.targets - np.average(examples.targets, weights=weights)) ** 2,
                                    weights=weights))
        return {"rmse": round(float(error), 4), "standard deviation": round(float(spread), 4)}
    clipped = np.clip(prediction, 1e-4, 1 - 1e-4)
    loss = -np.where(examples.targets > 0.5, np.log(clipped), np.log(1 - clipped))
    wrong = (prediction > 0.5) != (examples.targets > 0.5)
    return {"log loss": round(float(np.average(loss, weights=weights)), 4),
            "error": round(float(np.average(wrong, weights=weights)), 4)}


def encode(booster: lightgbm.Booster) -> bytes:
    """Number of features, number of trees, then every tree in preorder (see TreeEnsemble.swift)."""
    trees = booster.dump_model()["tree_info"]
    out = bytearray(struct.pack("<BH", booster.num_feature(), len(trees)))

    def write(node: dict) -> None:
        if "split_feature" not in node:
            out.extend(struct.pack("<Bf", 255, node["leaf_value"]))
            return
        out.extend(struct.pack("<Bf", node["split_feature"], round_down(node["threshold"])))
        write(node["left_child"])
        write(node["right_child"])

    for tree in trees:
        write(tree["tree_structure"])
    return bytes(out)


def answers(booster: lightgbm.Booster, examples: Examples, rows: int = 24) -> bytes:
    """What the ensemble answers to a few examples: how many, how many features, the features, the sums of the trees."""
    chosen = np.linspace(0, len(examples.targets) - 1, rows).astype(int)
    features = examples.features[chosen]
    sums = booster.predict(features, raw_score=True)
    return (struct.pack("<II", rows, features.shape[1]) + features.astype("<f4").tobytes() +
            sums.astype("<f4").tobytes())


def round_down(threshold: float) -> float:
    """The largest 32-bit float not above `threshold`: comparisons with 32-bit features come out as in training."""
    single = np.float32(threshold)
    if float(single) > threshold:
        single = np.nextafter(single, np.float32(-np.inf))
    return float(single)


def pack(sections: dict[str, bytes]) -> bytes:
    """The resource: a mark, a version and the sections by letter (see Decisions.swift)."""
    out = bytearray(b"RDGL\x01")
    for letter, content in sections.items():
        out.extend(letter.encode() + struct.pack("<I", len(content)) + content)
    return bytes(out)
