#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An installed Chairside runs from any prefix with the protocols installed beside it, not with those of its source.
usage: install_test.py CMAKE BUILD_FOLDER"""
import os
import shutil
import subprocess
import sys
import tempfile


def main():
    cmake, build = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        staged, prefix = os.path.join(folder, "staged"), os.path.join(folder, "moved")
        subprocess.run([cmake, "--install", build, "--prefix", staged], check=True, stdout=subprocess.DEVNULL)
        os.rename(staged, prefix)
        programs = ["chairside", "chairside-admin", "chairside-sentinel"]
        for program in programs:
            assert os.access(os.path.join(prefix, "bin", program), os.X_OK), program + " is not installed"
        for file in ["applications/chairside.desktop", "icons/hicolor/scalable/apps/chairside.svg"]:
            assert os.path.exists(os.path.join(prefix, "share", file)), file + " is not installed"

        def demo(name):
            return subprocess.run(
                [os.path.join(prefix, "bin/chairside"), "--database", os.path.join(folder, name), "--demo",
                 "--speed", "60", "--smoke", "3"], capture_output=True, text=True, timeout=120)

        ran = demo("a.db")
        assert ran.returncode == 0, "the demo did not run: " + ran.stdout + ran.stderr
        # Control: without the installed protocols it must say so and not find those of the source.
        shutil.rmtree(os.path.join(prefix, "share/chairside/protocols"))
        os.mkdir(os.path.join(prefix, "share/chairside/protocols"))
        without = demo("b.db")
        assert without.returncode == 1, "it ran without the installed protocols"
        assert os.path.join(prefix, "share/chairside") in without.stderr, without.stderr
    print("installed, moved, ran a demo, and missed its protocols when they were gone")


main()
