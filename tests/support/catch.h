// SPDX-License-Identifier: GPL-3.0-or-later
// One include for Catch2 2.13 (Debian 12) and 3.x (Debian 13, Ubuntu 24.04).
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
