// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/segment_files.h"

#include <algorithm>
#include <cstdio>

namespace chairside {
namespace {

constexpr std::size_t kNumberLength = 6;

std::string stemOfSegments(const std::string& mainPath) {
    return withoutDbSuffix(fileNameOf(mainPath)) + "-";
}

/// Another folder than the main file's, not the same one under its own or another name.
bool isOther(const std::string& second, const std::string& home, const Disk& disk) {
    if (second.empty() || second == home) return false;
    const auto identity = disk.identityOf(second);
    return identity.empty() || identity != disk.identityOf(home);
}

int digitsIn(std::string_view text) {
    int value = 0;
    for (const char c : text) value = value * 10 + (c - '0');
    return value;
}

} // namespace

std::string segmentPath(const std::string& directory, const std::string& mainPath, int number) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%06d", number);
    return directory + "/" + stemOfSegments(mainPath) + digits + std::string(kDbSuffix);
}

std::vector<SegmentFile> segmentFilesOf(const std::string& mainPath, const std::string& secondDirectory,
                                        const Disk& disk) {
    std::vector<SegmentFile> found;
    const std::string stem = stemOfSegments(mainPath);
    std::vector<std::string> directories{directoryOf(mainPath)};
    if (isOther(secondDirectory, directories.front(), disk)) directories.push_back(secondDirectory);
    for (const auto& directory : directories) {
        for (const auto& name : disk.filesIn(directory)) {
            const bool fits =
                name.size() == stem.size() + kNumberLength + kDbSuffix.size() && name.starts_with(stem) &&
                name.ends_with(kDbSuffix) &&
                name.find_first_not_of("0123456789", stem.size()) == stem.size() + kNumberLength;
            if (fits)
                found.push_back({digitsIn(std::string_view(name).substr(stem.size(), kNumberLength)),
                                 directory + "/" + name});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.number < b.number; });
    return found;
}

} // namespace chairside
