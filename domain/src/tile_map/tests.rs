//! Hexagons that touch, do not overlap, and lie within the view box.

use super::{Point, Tile, view_box};
use crate::municipality::{all, by_name};

const WIDTH: f64 = 20.0;

fn distance(one: Point, other: Point) -> f64 {
    (one.x - other.x).hypot(one.y - other.y)
}

fn shared(one: Tile, other: Tile) -> usize {
    let corners = other.corners(WIDTH);
    let meets = |corner: &Point| corners.iter().any(|other| distance(*corner, *other) < 1e-9);
    one.corners(WIDTH).iter().filter(|corner| meets(corner)).count()
}

#[test]
fn odd_rows_are_shifted_half_a_hexagon_to_the_right() {
    let centre = |column, row| Tile { column, row }.centre(1.0);
    assert_eq!(centre(0, 0), Point { x: 0.0, y: 0.0 });
    assert_eq!(centre(3, 2).x, 3.0);
    assert_eq!(centre(3, 1).x, 3.5);
    assert!((centre(3, 1).y - 3f64.sqrt() / 2.0).abs() < 1e-12);
    assert!((centre(3, 4).y - 2.0 * 3f64.sqrt()).abs() < 1e-12);
}

#[test]
fn corners_go_clockwise_from_the_top_around_a_regular_hexagon() {
    let tile = Tile { column: 4, row: 7 };
    let (centre, corners) = (tile.centre(WIDTH), tile.corners(WIDTH));
    let radius = WIDTH / 3f64.sqrt();
    for (place, corner) in corners.iter().enumerate() {
        assert!((distance(centre, *corner) - radius).abs() < 1e-9);
        assert!((distance(*corner, corners[(place + 1) % 6]) - radius).abs() < 1e-9);
    }
    assert!((corners[0].x - centre.x).abs() < 1e-9 && corners[0].y < centre.y);
    assert!(corners[1].x > centre.x && corners[5].x < centre.x);
    assert!((corners[1].x - corners[5].x - WIDTH).abs() < 1e-9);
}

#[test]
fn neighbours_share_a_side() {
    let tile = |column, row| Tile { column, row };
    let odd = [tile(2, 3), tile(4, 3), tile(3, 2), tile(4, 2), tile(3, 4), tile(4, 4)];
    assert!(odd.iter().all(|other| shared(tile(3, 3), *other) == 2));
    let even = [tile(2, 4), tile(4, 4), tile(2, 3), tile(3, 3), tile(2, 5), tile(3, 5)];
    assert!(even.iter().all(|other| shared(tile(3, 4), *other) == 2));
    assert_eq!(shared(tile(3, 3), tile(2, 2)), 0);
}

#[test]
fn no_two_municipalities_overlap() {
    for (place, one) in all().iter().enumerate() {
        for other in &all()[place + 1..] {
            let apart = distance(one.tile().centre(WIDTH), other.tile().centre(WIDTH));
            assert!(apart > WIDTH - 1e-9, "{} and {}", one.name, other.name);
        }
    }
}

#[test]
fn north_is_up_and_east_is_right() {
    let centre = |name| by_name(name).expect("in the list").tile().centre(WIDTH);
    assert!(centre("Groningen").y < centre("Maastricht").y);
    assert!(centre("Vlissingen").x < centre("Enschede").x);
}

#[test]
fn the_view_box_holds_every_corner_and_no_more() {
    let tiles = || all().iter().map(|one| one.tile());
    let view = view_box(tiles(), WIDTH, 0.0);
    let corners: Vec<_> = tiles().flat_map(|tile| tile.corners(WIDTH)).collect();
    for corner in &corners {
        assert!(corner.x >= view.x && corner.x <= view.x + view.width + 1e-9);
        assert!(corner.y >= view.y && corner.y <= view.y + view.height + 1e-9);
    }
    let touches = |x: fn(&Point) -> f64, edge: f64| corners.iter().any(|corner| (x(corner) - edge).abs() < 1e-9);
    assert!(touches(|corner| corner.x, view.x) && touches(|corner| corner.x, view.x + view.width));
    assert!(touches(|corner| corner.y, view.y) && touches(|corner| corner.y, view.y + view.height));
}

#[test]
fn the_margin_lies_on_every_side() {
    let one = || [Tile { column: 0, row: 0 }];
    let (bare, wide) = (view_box(one(), WIDTH, 0.0), view_box(one(), WIDTH, 3.0));
    assert_eq!((wide.x, wide.y), (bare.x - 3.0, bare.y - 3.0));
    assert_eq!((wide.width, wide.height), (bare.width + 6.0, bare.height + 6.0));
    assert!((bare.width - WIDTH).abs() < 1e-9);
    let none = view_box([], WIDTH, 0.0);
    assert_eq!((none.width, none.height), (0.0, 0.0));
}
