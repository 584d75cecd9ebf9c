// SPDX-License-Identifier: GPL-3.0-or-later
// What every benchmark measures with and says its figures by: one JSON object a line.
#pragma once

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace chairside::bench {

/// The value below which the share `p` lies; −1 of nothing.
inline double percentile(std::vector<double> values, double p) {
    std::sort(values.begin(), values.end());
    return values.empty() ? -1 : values[static_cast<std::size_t>(p * static_cast<double>(values.size() - 1))];
}

inline void print(const std::string& name, double value, const char* unit, const char* peer = nullptr,
                  double peerValue = 0) {
    std::printf("{\"name\":\"%s\",\"value\":%.4g,\"unit\":\"%s\"", name.c_str(), value, unit);
    if (peer)
        std::printf(",\"peer\":\"%s\",\"peer_value\":%.4g,\"ratio\":%.4g", peer, peerValue,
                    peerValue > 0 ? value / peerValue : 0);
    std::printf("}\n");
    std::fflush(stdout);
}

inline double clockMs(clockid_t clock) {
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}
inline double nowMs() {
    return clockMs(CLOCK_MONOTONIC);
}
inline double threadCpuMs() {
    return clockMs(CLOCK_THREAD_CPUTIME_ID);
}
inline double processCpuMs() {
    return clockMs(CLOCK_PROCESS_CPUTIME_ID);
}

inline double residentMb() {
    long pages = 0, resident = 0;
    if (FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%ld %ld", &pages, &resident) != 2) resident = 0;
        std::fclose(file);
    }
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace chairside::bench
