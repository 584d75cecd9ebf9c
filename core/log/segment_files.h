// SPDX-License-Identifier: GPL-3.0-or-later
// How the further files of a record are named, "NAME-000002.db", and where they are found. The number orders
// them over both folders: a later file may go on where an earlier one ends. Only reads directories; any
// thread.
#pragma once

#include "core/log/disk.h"

#include <string>
#include <vector>

namespace chairside {

struct SegmentFile {
    int number = 0;
    std::string path;
};

/// The segment of that number in `directory`, of the record whose main file is `mainPath`.
std::string segmentPath(const std::string& directory, const std::string& mainPath, int number);
/// The segments beside the main file and in `secondDirectory` (empty if there is none), by number, each once.
std::vector<SegmentFile> segmentFilesOf(const std::string& mainPath, const std::string& secondDirectory,
                                        const Disk& disk);

} // namespace chairside
