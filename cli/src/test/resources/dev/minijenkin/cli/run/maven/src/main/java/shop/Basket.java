package shop;

public class Basket {
    public static int total(int... prices) {
        int total = 0;
        for (int price : prices) {
            total += price;
        }
        return total;
    }

    public static void main(String[] prices) {
        int[] numbers = new int[prices.length];
        for (int i = 0; i < prices.length; i++) {
            numbers[i] = Integer.parseInt(prices[i]);
        }
        System.out.println("total " + total(numbers));
    }
}
