# SPDX-License-Identifier: GPL-3.0-or-later
"""The core tests with some files of core compiled in another way, for scripts/mutants and scripts/coverage.

The tests are those of the preset core. The library is that of the preset edit, because there each file is an object of
its own: one that is linked in front of it takes its place.
"""
import json
import os
import re
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EDIT = os.path.join(ROOT, "build", "edit")
CORE = os.path.join(ROOT, "build", "core")
TESTS = os.path.join(CORE, "tests", "chairside_core_tests")
LIBRARY = os.path.join("core", "libchairside_core.a")


def is_built():
    return os.path.exists(TESTS) and os.path.exists(os.path.join(EDIT, LIBRARY))


HOW_TO_BUILD = ("cmake --preset core && cmake --build build/core && "
                "cmake --preset edit && cmake --build build/edit --target chairside_core")


class Relink:
    def __init__(self):
        with open(os.path.join(EDIT, "compile_commands.json"), encoding="utf-8") as file:
            self.commands = {os.path.relpath(os.path.join(row["directory"], row["file"]), ROOT): row for row in json.load(file)}
        shown = subprocess.run(["ninja", "-C", CORE, "-t", "commands", "-s", "tests/chairside_core_tests"],
                               capture_output=True, text=True, check=True).stdout
        link = next(line for line in shown.split("\n") if " -o tests/chairside_core_tests " in line)
        link = re.sub(r"^: && (.*) && :\s*$", r"\1", link.strip())
        if f" {LIBRARY} " not in link:
            raise RuntimeError(f"the command that links the tests does not name {LIBRARY}")
        self.link_command = link.replace(f" {LIBRARY} ", f" {os.path.join(EDIT, LIBRARY)} ")

    def arguments(self, path):
        """The compiler and its options for one file: without optimisation, warnings, precompiled headers and cache."""
        words = [w.replace('\\"', '"') for w in self.commands[path]["command"].split()]
        while not re.search(r"/(c\+\+|g\+\+|clang\+\+)[-\d.]*$", words[0]):
            words.pop(0)  # the compiler cache
        out, skip = [], False
        for word in words:
            if skip:
                skip = False
            elif word in ("-o", "-c"):
                skip = True
            elif not (word.startswith(("-O", "-W", "-include", "-fpch")) or word.endswith("cmake_pch.hxx")):
                out.append(word)
        return out + ["-O0", "-w"]

    def link(self, objects, program, more=""):
        """-> what the linker said, None when the program was made"""
        link = self.link_command.replace("/c++ ", "/c++ -fuse-ld=gold ", 1) if shutil.which("ld.gold") else self.link_command
        link = link.replace(" -o tests/chairside_core_tests ", f" -o {program} {' '.join(objects)} {more} ")
        linked = subprocess.run(link, shell=True, cwd=CORE, capture_output=True, text=True)
        return linked.stderr if linked.returncode != 0 else None
