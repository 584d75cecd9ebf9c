// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pharmacokinetics.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace chairside {
namespace {

template <std::size_t N>
using Matrix = std::array<std::array<double, N>, N>;

template <std::size_t N>
Matrix<N> multiply(const Matrix<N>& a, const Matrix<N>& b) {
    Matrix<N> out{};
    for (std::size_t i = 0; i < N; ++i)
        for (std::size_t k = 0; k < N; ++k)
            for (std::size_t j = 0; j < N; ++j) out[i][j] += a[i][k] * b[k][j];
    return out;
}

/// exp(a) by scaling to a norm below 1/2, a Taylor sum to machine precision (18 terms: 0.5^19 / 19! < 1e-22),
/// and squaring back.
template <std::size_t N>
Matrix<N> exponential(Matrix<N> a) {
    double norm = 0;
    for (const auto& row : a) {
        double sum = 0;
        for (double v : row) sum += std::abs(v);
        norm = std::max(norm, sum);
    }
    int squarings = 0;
    for (; norm > 0.5; norm /= 2) ++squarings;
    const double scale = std::ldexp(1.0, -squarings);
    for (auto& row : a)
        for (double& v : row) v *= scale;

    Matrix<N> sum{}, term{};
    for (std::size_t i = 0; i < N; ++i) sum[i][i] = term[i][i] = 1;
    for (int n = 1; n <= 18; ++n) {
        term = multiply(term, a);
        for (std::size_t i = 0; i < N; ++i)
            for (std::size_t j = 0; j < N; ++j) {
                term[i][j] /= n;
                sum[i][j] += term[i][j];
            }
    }
    for (; squarings > 0; --squarings) sum = multiply(sum, sum);
    return sum;
}

/// x' = flow x + input, over `minutes`: the input rides along as one more state that stays 1.
template <std::size_t N>
std::array<double, N> solve(const std::array<double, N>& x, const Matrix<N>& flow,
                            const std::array<double, N>& input, double minutes) {
    Matrix<N + 1> a{};
    for (std::size_t i = 0; i < N; ++i) {
        for (std::size_t j = 0; j < N; ++j) a[i][j] = flow[i][j] * minutes;
        a[i][N] = input[i] * minutes;
    }
    const auto e = exponential(a);
    std::array<double, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = e[i][N];
        for (std::size_t j = 0; j < N; ++j) out[i] += e[i][j] * x[j];
    }
    return out;
}

PkParameters kamp2020(double weightKg) {
    const double size = weightKg / 70, flowSize = std::pow(size, 0.75);
    const double v1 = 25 * size, v2 = 56 * size, v3 = 157 * size;
    const double cl = 84 * flowSize / 60, q2 = 161 * flowSize / 60, q3 = 79 * flowSize / 60; // L/min
    return {v1, cl / v1, q2 / v1, q2 / v2, q3 / v1, q3 / v3};
}

// The nasal model, per hour and litres. Source: Perez-Ruixo 2021 as given in clinical.md §5.1.
constexpr double kCentralL = 192, kFirstPeripheralL = 143, kSecondPeripheralL = 417, kLiverL = 101;
constexpr double kFlow1LPerH = 84.3, kFlow2LPerH = 37.6, kLiverFlowLPerH = 151;
constexpr double kLiverEliminationPerH = 1.11 + 2.77;
constexpr double kNasalShareFirst = 0.54, kNasalShareNextFactor = 0.62;
constexpr double kNasalUptakePerH = 2.93, kGutUptakePerH = 1.45, kGutShare = 0.64;
constexpr double kSwallowingMin = 0.53 * 60;

} // namespace

PkParameters pkParameters(PkModel model, double weightKg) {
    switch (model) {
    case PkModel::kamp2020: return kamp2020(weightKg);
    case PkModel::domino1984: return {0.063 * weightKg, 0.438, 0.592, 0.247, 0.590, 0.0146};
    case PkModel::clements1981: return {1.7522 * weightKg, 0.0109, 0.0186, 0.0137, 0, 0};
    case PkModel::hijazi2003: return {1.08 * weightKg, 0.0333, 0.0088, 0.0030, 0, 0};
    }
    return {};
}

std::string_view pkModelName(PkModel model) {
    switch (model) {
    case PkModel::kamp2020: return "Kamp 2020";
    case PkModel::domino1984: return "Domino 1984";
    case PkModel::clements1981: return "Clements 1981";
    case PkModel::hijazi2003: return "Hijazi 2003";
    }
    return {};
}

IntravenousKetamine::IntravenousKetamine(PkModel model, double weightKg, double effectLagPerMin)
    : parameters_(pkParameters(model, weightKg)), effectLagPerMin_(effectLagPerMin) {}

void IntravenousKetamine::advance(double minutes, double rateMgPerMin) {
    if (minutes <= 0) return;
    const auto& p = parameters_;
    const double ke0 = effectLagPerMin_;
    const Matrix<4> flow{{
        {-(p.k10 + p.k12 + p.k13), p.k21, p.k31, 0},
        {p.k12, -p.k21, 0, 0},
        {p.k13, 0, -p.k31, 0},
        {ke0 * 1000 / p.v1L, 0, 0, -ke0},
    }};
    state_ = solve<4>(state_, flow, {rateMgPerMin, 0, 0, 0}, minutes);
}

NasalEsketamine::NasalEsketamine(double effectLagPerMin) : effectLagPerMin_(effectLagPerMin) {}

void NasalEsketamine::spray(double mg) {
    const double share = kNasalShareFirst * (sprays_++ == 0 ? 1 : kNasalShareNextFactor);
    state_[4] += mg * share;
    swallowed_.push_back({kSwallowingMin, mg * (1 - share) / kSwallowingMin});
}

double NasalEsketamine::plasmaNgPerMl() const {
    return 1000 * state_[0] / kCentralL;
}

void NasalEsketamine::advance(double minutes) {
    while (minutes > 0) {
        double step = minutes, rate = 0;
        for (const auto& dose : swallowed_) {
            step = std::min(step, dose.minutesLeft);
            rate += dose.mgPerMin;
        }
        advanceAtConstantInput(step, rate);
        for (auto& dose : swallowed_) dose.minutesLeft -= step;
        std::erase_if(swallowed_, [](const Swallowed& dose) { return dose.minutesLeft <= 1e-9; });
        minutes -= step;
    }
}

void NasalEsketamine::advanceAtConstantInput(double minutes, double swallowedMgPerMin) {
    constexpr double h = 1.0 / 60; // the model's constants are per hour
    const double out1 = kFlow1LPerH / kCentralL * h, back1 = kFlow1LPerH / kFirstPeripheralL * h;
    const double out2 = kFlow2LPerH / kCentralL * h, back2 = kFlow2LPerH / kSecondPeripheralL * h;
    const double toLiver = kLiverFlowLPerH / kCentralL * h, fromLiver = kLiverFlowLPerH / kLiverL * h;
    const double nose = kNasalUptakePerH * h, gut = kGutUptakePerH * h, ke0 = effectLagPerMin_;
    const Matrix<7> flow{{
        {-(out1 + out2 + toLiver), back1, back2, fromLiver, nose, 0, 0},
        {out1, -back1, 0, 0, 0, 0, 0},
        {out2, 0, -back2, 0, 0, 0, 0},
        {toLiver, 0, 0, -(fromLiver + kLiverEliminationPerH * h), 0, gut * kGutShare, 0},
        {0, 0, 0, 0, -nose, 0, 0},
        {0, 0, 0, 0, 0, -gut, 0},
        {ke0 * 1000 / kCentralL, 0, 0, 0, 0, 0, -ke0},
    }};
    state_ = solve<7>(state_, flow, {0, 0, 0, 0, 0, swallowedMgPerMin, 0}, minutes);
}

} // namespace chairside
