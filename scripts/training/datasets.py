# SPDX-License-Identifier: Apache-2.0
"""The labelled objects to learn from: which sets, under which licence, and how they are split in two halves.

Each set is a folder of its name with a file objects.csv, a line an object, whose columns `image` and `mask` name a JPEG or
PNG file and a PNG mask of the same size (255 is the object, 0 is not, anything else doesn't count): in that folder, or in its
folders images and masks.
"""
import csv
import os
import sys
from dataclasses import dataclass

# Only sets whose licence allows a model to be made from them and passed on.
TRAINING_SETS = {
    "trashbags_train": "CC BY 4.0 (Roboflow woosongvision/trashbags-segmentation)",
    "fruits_nuts": "MIT (Tony607/mmdetection_instance_segmentation_demo)",
    "coco_train": "annotations CC BY 4.0 (COCO consortium)",
    "coco_mini": "annotations CC BY 4.0 (COCO consortium)",
}

# Small sets are walked through more than once, with other random crops and clicks.
REPEATS = {"fruits_nuts": 3}


@dataclass(frozen=True)
class LabelledObject:
    image: str
    mask: str

    @property
    def half(self) -> int:
        """0 or 1 by the picture's name, so that all objects and all copies of a picture stay together."""
        return sum(map(ord, os.path.basename(self.image))) % 2


def read_set(folder: str) -> list[LabelledObject]:
    try:
        with open(os.path.join(folder, "objects.csv"), newline="") as file:
            rows = list(csv.DictReader(file))
    except OSError as error:
        sys.exit(f"{error.filename}: {error.strerror}. What is expected there is said in {__file__}")
    objects = []
    for row in rows:
        image, mask = row["image"], row["mask"]
        if not os.path.exists(os.path.join(folder, image)):
            image, mask = os.path.join("images", image), os.path.join("masks", mask)
        objects.append(LabelledObject(os.path.join(folder, image), os.path.join(folder, mask)))
    return objects


def training_objects(data: str) -> list[LabelledObject]:
    objects = []
    for name in TRAINING_SETS:
        objects += read_set(os.path.join(data, name)) * REPEATS.get(name, 1)
    return objects
