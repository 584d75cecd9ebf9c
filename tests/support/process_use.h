// SPDX-License-Identifier: GPL-3.0-or-later
// What this process holds just now, as Linux counts it: memory, descriptors, threads. And whether a row of
// such counts grows. Tests only.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace chairside::testing {

struct ProcessUse {
    double hours = 0; ///< of the simulated clinic, when it was counted
    double memoryKiB = 0;
    long descriptors = 0, threads = 0;
};

inline ProcessUse processUse(double hours) {
    const auto entries = [](const char* folder) {
        return static_cast<long>(std::distance(std::filesystem::directory_iterator(folder), {}));
    };
    ProcessUse use;
    use.hours = hours;
    long all = 0, resident = 0; // pages
    std::ifstream("/proc/self/statm") >> all >> resident;
    use.memoryKiB = static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)) / 1'024;
    use.descriptors = entries("/proc/self/fd");
    use.threads = entries("/proc/self/task");
    return use;
}

inline double memoryDriftKiBPerHour(const std::vector<ProcessUse>& uses) {
    // From the middle of the first quarter to the middle of the last one: single peaks do not count.
    const auto middle = [&](std::size_t from, std::size_t to) {
        std::vector<double> part;
        for (std::size_t i = from; i < to; ++i) part.push_back(uses[i].memoryKiB);
        std::nth_element(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(part.size() / 2),
                         part.end());
        return part[part.size() / 2];
    };
    const auto quarter = uses.size() / 4;
    const double hours = uses[uses.size() - 1 - quarter / 2].hours - uses[quarter / 2].hours;
    return (middle(uses.size() - quarter, uses.size()) - middle(0, quarter)) / hours;
}

/// What grows, in words; empty when nothing does. At least eight counts.
inline std::string whatGrows(const std::vector<ProcessUse>& uses, double mostKiBPerHour) {
    if (uses.size() < 8) return "too few counts to tell";
    std::string out;
    if (const auto drift = memoryDriftKiBPerHour(uses); drift > mostKiBPerHour)
        out += "memory by " + std::to_string(drift) + " KiB an hour; ";
    if (uses.back().descriptors > uses.front().descriptors)
        out += "descriptors from " + std::to_string(uses.front().descriptors) + " to " +
               std::to_string(uses.back().descriptors) + "; ";
    if (uses.back().threads > uses.front().threads)
        out += "threads from " + std::to_string(uses.front().threads) + " to " +
               std::to_string(uses.back().threads) + "; ";
    return out;
}

} // namespace chairside::testing
