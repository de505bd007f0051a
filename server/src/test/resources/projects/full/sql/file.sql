SELECT facility text, power double, x double, y double FROM short KEY facility
