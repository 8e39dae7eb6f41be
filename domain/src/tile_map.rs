//! The Netherlands as hexagons, one for each municipality. Pure numbers: drawing is for `web`.
//!
//! The hexagons stand on a point, in rows of which the odd ones are shifted half a hexagon to the
//! right (the layout known as *odd-r offset*). With the width of a hexagon as unit, the centre lies
//! at x = column + 0.5·(row mod 2) and y = row·√3/2.

use crate::municipality::Municipality;

/// The place of a hexagon in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// From the west, from 0.
    pub column: u8,
    /// From the north, from 0.
    pub row: u8,
}

/// A point in SVG units: x to the right, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// The rectangle that holds hexagons, as an SVG `viewBox` has it, in SVG units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ViewBox {
    /// The left side.
    pub x: f64,
    /// The top.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// √3 / 2: the distance of two rows, in widths of a hexagon.
const ROW: f64 = 0.866_025_403_784_438_6;
/// 1 / (2·√3): half a side of a hexagon, in widths of a hexagon.
const HALF_SIDE: f64 = 0.288_675_134_594_812_9;

impl Tile {
    /// The centre of the hexagon, where one is `width` SVG units wide.
    #[must_use]
    pub fn centre(self, width: f64) -> Point {
        let shift = if self.row % 2 == 1 { 0.5 } else { 0.0 };
        Point { x: (f64::from(self.column) + shift) * width, y: f64::from(self.row) * ROW * width }
    }

    /// The six corners, clockwise from the top, where a hexagon is `width` SVG units wide.
    ///
    /// Neighbours share theirs. To leave a gap, draw a stroke in the colour of the page.
    #[must_use]
    pub fn corners(self, width: f64) -> [Point; 6] {
        let Point { x, y } = self.centre(width);
        let (half, side) = (width / 2.0, HALF_SIDE * width);
        [
            (x, y - 2.0 * side),
            (x + half, y - side),
            (x + half, y + side),
            (x, y + 2.0 * side),
            (x - half, y + side),
            (x - half, y - side),
        ]
        .map(|(x, y)| Point { x, y })
    }
}

impl Municipality {
    /// Its place on the tile map.
    #[must_use]
    pub fn tile(&self) -> Tile {
        Tile { column: self.column, row: self.row }
    }
}

/// The smallest rectangle that holds the hexagons of `tiles`, with `margin` SVG units around it,
/// where a hexagon is `width` SVG units wide. Without tiles it is empty.
#[must_use]
pub fn view_box(tiles: impl IntoIterator<Item = Tile>, width: f64, margin: f64) -> ViewBox {
    let bounds = tiles.into_iter().flat_map(|tile| tile.corners(width)).map(|corner| (corner, corner)).reduce(
        |(low, high), (point, _)| {
            let low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            let high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
            (low, high)
        },
    );
    let origin = Point { x: 0.0, y: 0.0 };
    let (low, high) = bounds.unwrap_or((origin, origin));
    ViewBox {
        x: low.x - margin,
        y: low.y - margin,
        width: high.x - low.x + 2.0 * margin,
        height: high.y - low.y + 2.0 * margin,
    }
}

#[cfg(test)]
mod tests;
