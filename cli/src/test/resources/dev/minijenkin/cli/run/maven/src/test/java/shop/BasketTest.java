package shop;

public class BasketTest {
    public static void main(String[] arguments) {
        if (Basket.total(1, 2, 3) != 6) {
            throw new AssertionError("one and two and three are six");
        }
        System.out.println("Tests run: 1, Failures: 0");
    }
}
